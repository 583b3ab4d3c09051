/** What came out of a measurement: kept, summed up, judged, compared and shown. Nothing here measures. */
@NullMarked
package dev.espalier.bench.result;

import org.jspecify.annotations.NullMarked;
