/**
 * Supervision without machines: prices from a service that cannot be relied upon, asked by a pool of workers. Read
 * {@link dev.espalier.examples.pool.QuotePool} first, then {@link dev.espalier.examples.pool.Worker}.
 */
@NullMarked
package dev.espalier.examples.pool;

import org.jspecify.annotations.NullMarked;
