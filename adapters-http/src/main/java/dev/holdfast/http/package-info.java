/** Holdfast over HTTP: the server, and a small client of it. The only module that knows HTTP. */
@NullMarked
package dev.holdfast.http;

import org.jspecify.annotations.NullMarked;
