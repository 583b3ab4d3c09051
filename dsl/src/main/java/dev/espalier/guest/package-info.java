/** What can be asked of the system in a machine; each class takes no more of the machine than {@link dev.espalier.guest.Guest}. */
@NullMarked
package dev.espalier.guest;

import org.jspecify.annotations.NullMarked;
