/** Handlers of the web editor's files, with content codings and byte ranges. */
@NullMarked
package dev.holdfast.http.editor;

import org.jspecify.annotations.NullMarked;
