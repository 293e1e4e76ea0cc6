/** A Java client of a Holdfast server. Shares nothing with the server but the header fields. */
@NullMarked
package dev.holdfast.http.client;

import org.jspecify.annotations.NullMarked;
