@NullMarked
package dev.espalier.report;

import org.jspecify.annotations.NullMarked;
