/** The parts that users' runs spend our time in, one by one, measured by JMH. */
@NullMarked
package dev.espalier.bench.micro;

import org.jspecify.annotations.NullMarked;
