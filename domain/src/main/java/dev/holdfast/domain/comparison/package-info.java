/** The comparison of a file with the version of a document that it was exported from. */
@NullMarked
package dev.holdfast.domain.comparison;

import org.jspecify.annotations.NullMarked;
