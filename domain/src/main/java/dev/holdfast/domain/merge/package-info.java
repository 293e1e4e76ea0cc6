/** The algorithm that merges two texts with a common base: tokens, alignment and three-way merge. */
@NullMarked
package dev.holdfast.domain.merge;

import org.jspecify.annotations.NullMarked;
