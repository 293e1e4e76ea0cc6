package dev.holdfast.domain;

/**
 * One version of a segment, from the log.
 *
 * @param revision the document's revision that made it
 * @param change the change that made the version
 */
public record Revision(long revision, Change.OfSegment change) {

    /** The segment as it was at this version. */
    public Segment segment() {
        return change.after();
    }
}
