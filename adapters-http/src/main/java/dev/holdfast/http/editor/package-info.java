/** The files of the web editor, served from the class path. */
@NullMarked
package dev.holdfast.http.editor;

import org.jspecify.annotations.NullMarked;
