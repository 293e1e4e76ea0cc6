/** Formats of captions files without markup of their own, and the parts that the readers and writers of all formats share. */
@NullMarked
package dev.holdfast.domain.captions;

import org.jspecify.annotations.NullMarked;
