/** The actors behind clusters and machines; nothing of it is for users. */
@NullMarked
package dev.espalier.engine;

import org.jspecify.annotations.NullMarked;
