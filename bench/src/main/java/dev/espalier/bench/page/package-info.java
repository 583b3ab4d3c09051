/** Results as a picture. */
@NullMarked
package dev.espalier.bench.page;

import org.jspecify.annotations.NullMarked;
