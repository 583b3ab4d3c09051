/** Control groups of Linux: what belongs together can be stopped, killed and counted together. */
@NullMarked
package dev.espalier.runtime.cgroup;

import org.jspecify.annotations.NullMarked;
