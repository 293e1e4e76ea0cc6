/** The interface of a document's format, and the result of writing a document in a format that holds less. */
@NullMarked
package dev.holdfast.domain.format;

import org.jspecify.annotations.NullMarked;
