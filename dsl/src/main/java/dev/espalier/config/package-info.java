/** Reading a test's configuration: every problem at once, each with its place. */
@NullMarked
package dev.espalier.config;

import org.jspecify.annotations.NullMarked;
