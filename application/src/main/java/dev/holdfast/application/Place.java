package dev.holdfast.application;

import dev.holdfast.domain.SegmentId;

/** Place in a document that a segment is inserted at or moved to. */
public sealed interface Place {

    /** After all others. */
    record AtEnd() implements Place {}

    /** Before all others, but after what must come first in a document of its format. */
    record AtBeginning() implements Place {}

    /** After a certain one, which may be a tombstone. */
    record After(SegmentId segment) implements Place {}
}
