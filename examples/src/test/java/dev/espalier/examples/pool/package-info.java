/** What the pool promises, whatever the service does. */
@NullMarked
package dev.espalier.examples.pool;

import org.jspecify.annotations.NullMarked;
