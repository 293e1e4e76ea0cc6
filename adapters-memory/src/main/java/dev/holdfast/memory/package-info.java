/** Store in the memory of one process: the reference implementation of the storage port. */
@NullMarked
package dev.holdfast.memory;

import org.jspecify.annotations.NullMarked;
