package dev.holdfast.application;

import dev.holdfast.domain.Position;
import dev.holdfast.domain.SegmentId;
import java.util.Optional;

/** Positions in use in a document, among which a {@link Place} is found. */
interface Positions {

    /** The last position of the document. */
    Optional<Position> last();

    /** The position of the header, which comes first in a document that has one. */
    Optional<Position> header();

    /** The first position after another one, or the first of all. */
    Optional<Position> next(Optional<Position> lower);

    /** The position of a segment that another is to come after, and that there is. */
    Position of(SegmentId segment);
}
