@NullMarked
package dev.espalier.config;

import org.jspecify.annotations.NullMarked;
