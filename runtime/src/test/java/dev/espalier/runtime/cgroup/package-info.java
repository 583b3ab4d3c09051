@NullMarked
package dev.espalier.runtime.cgroup;

import org.jspecify.annotations.NullMarked;
