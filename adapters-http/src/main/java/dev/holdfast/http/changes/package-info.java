/** Handlers of a document's log and of a segment's revisions, and the stream of changes as server-sent events. */
@NullMarked
package dev.holdfast.http.changes;

import org.jspecify.annotations.NullMarked;
