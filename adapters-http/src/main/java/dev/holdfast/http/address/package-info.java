/** Addresses of clients, and the reverse proxies that are believed about them. */
@NullMarked
package dev.holdfast.http.address;

import org.jspecify.annotations.NullMarked;
