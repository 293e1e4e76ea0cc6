/** Benchmark of the running server beside others of its kind. */
@NullMarked
package dev.holdfast.benchmark.server;

import org.jspecify.annotations.NullMarked;
