/** The HTTP server: routing, Jetty set-up, health and metrics. This module alone knows HTTP. */
@NullMarked
package dev.holdfast.http;

import org.jspecify.annotations.NullMarked;
