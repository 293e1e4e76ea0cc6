/** Java client of a Holdfast server. Of the server's packages it uses {@code header} alone. */
@NullMarked
package dev.holdfast.http.client;

import org.jspecify.annotations.NullMarked;
