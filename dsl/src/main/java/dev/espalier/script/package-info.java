/** Test scripts: plain Java statements, compiled in memory before anything boots. */
@NullMarked
package dev.espalier.script;

import org.jspecify.annotations.NullMarked;
