/** The HTTP server: routing, Jetty configuration, health checks, metrics and the access log. */
@NullMarked
package dev.holdfast.http;

import org.jspecify.annotations.NullMarked;
