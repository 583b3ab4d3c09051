/** A backend to copy: docs/add-a-backend.md walks through it. */
@NullMarked
package dev.espalier.examples.cell;

import org.jspecify.annotations.NullMarked;
