package dev.holdfast.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A file that came back and others changed the same segments since it was exported. Nothing of it was written. */
public final class FileConflict extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final transient Tip tip;
    private final transient List<Dispute> disputes;

    /** The contradiction between the file and what others did. */
    public enum Reason {
        /** Both changed the same words or times. */
        CHANGED_BY_BOTH,
        /** The file changes, moves, splits or joins what somebody deleted. */
        DELETED_BY_OTHERS,
        /** The file no longer has what somebody changed. */
        DELETED_IN_FILE,
        /** The file splits or joins what somebody changed. */
        DIVIDED_IN_FILE,
        /** Both moved it, to different places. */
        MOVED_BY_BOTH;

        /** Its name in interfaces. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One segment about which the file and others contradict each other.
     *
     * @param base the segment when the file was exported
     * @param current the segment or its tombstone as it is now
     * @param mine its text in the file; empty if the file no longer has it
     * @param merge the merge of both; empty if there is none
     */
    public record Dispute(
            Reason reason, Segment base, Segment current, Optional<Content> mine, Optional<Merge> merge) {}

    /**
     * @param tip the end of the document's log with which the file was compared
     * @param disputes the segments, one or more, in the order of the exported file
     */
    public FileConflict(Tip tip, List<Dispute> disputes) {
        super(
                "Others changed %d of the segments that the file changes, since it was exported, and both cannot be kept. Nothing of the file was applied: decide these in the document or in the file, and send the file again."
                        .formatted(disputes.size()));
        this.tip = tip;
        this.disputes = List.copyOf(disputes);
    }

    /** The end of the document's log with which the file was compared. */
    public Tip tip() {
        return tip;
    }

    /** The segments in dispute, one or more. */
    public List<Dispute> disputes() {
        return disputes;
    }
}
