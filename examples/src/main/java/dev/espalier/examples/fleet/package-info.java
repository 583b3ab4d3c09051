/**
 * A program that keeps three machines alive beside all else that it does, with an actor system and a log of its own. Read
 * {@link dev.espalier.examples.fleet.Main} first, then {@link dev.espalier.examples.fleet.Fleet}.
 */
@NullMarked
package dev.espalier.examples.fleet;

import org.jspecify.annotations.NullMarked;
