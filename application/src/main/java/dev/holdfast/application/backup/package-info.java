/** Reads of a store that only a backup needs. */
@NullMarked
package dev.holdfast.application.backup;

import org.jspecify.annotations.NullMarked;
