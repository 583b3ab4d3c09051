/** A run as a page for a person: what is shown is gathered from events first, and drawn then. */
@NullMarked
package dev.espalier.report.page;

import org.jspecify.annotations.NullMarked;
