@NullMarked
package dev.holdfast.benchmark;

import org.jspecify.annotations.NullMarked;
