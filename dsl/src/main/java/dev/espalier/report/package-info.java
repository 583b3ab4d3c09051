/** What happens in a run, as events, and where a person or another program can see it. */
@NullMarked
package dev.espalier.report;

import org.jspecify.annotations.NullMarked;
