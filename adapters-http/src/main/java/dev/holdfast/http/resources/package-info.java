/** Handlers of documents, segments, batches of edits, checks and exports. */
@NullMarked
package dev.holdfast.http.resources;

import org.jspecify.annotations.NullMarked;
