package dev.holdfast.domain;

import java.util.List;

/** Both sides changed the same words, so that the merge is left to a person. Nothing was written. */
public final class MergeConflict extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final transient Segment current;
    private final transient Revision base;
    private final transient Merge.Conflicting merge;
    private final transient List<Segment> movedTo;

    /**
     * @param movedTo the segments that text of the base moved to, as in {@link Conflict#movedTo}
     */
    public MergeConflict(Segment current, Revision base, Merge.Conflicting merge, List<Segment> movedTo) {
        super("%s changed the same words in the meantime. Choose between the texts, and save the result."
                .formatted(current.updated().by().name()));
        this.current = current;
        this.base = base;
        this.merge = merge;
        this.movedTo = List.copyOf(movedTo);
    }

    /** The segment as it is now. */
    public Segment current() {
        return current;
    }

    /** The version that both sides started from. */
    public Revision base() {
        return base;
    }

    /** The parts that both sides changed. */
    public Merge.Conflicting merge() {
        return merge;
    }

    /** The segments that text of the base moved to, as in {@link Conflict#movedTo}. */
    public List<Segment> movedTo() {
        return movedTo;
    }
}
