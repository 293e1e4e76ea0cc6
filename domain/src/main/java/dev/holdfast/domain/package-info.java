/** Model of documents, segments, edits and commits, and the rules that keep writers from overwriting each other. */
@NullMarked
package dev.holdfast.domain;

import org.jspecify.annotations.NullMarked;
