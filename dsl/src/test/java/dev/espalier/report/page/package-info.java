@NullMarked
package dev.espalier.report.page;

import org.jspecify.annotations.NullMarked;
