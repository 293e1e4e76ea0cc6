/** Measurements of reading and writing large captions files. */
@NullMarked
package dev.holdfast.benchmark;

import org.jspecify.annotations.NullMarked;
