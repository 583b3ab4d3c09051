/** HTTP/1.1 over Unix sockets, as the APIs of virtual machine monitors speak it. */
@NullMarked
package dev.espalier.backends.http;

import org.jspecify.annotations.NullMarked;
