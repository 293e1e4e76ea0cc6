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
     * @param movedTo where text that the base had is now if it went to other segments, as {@link Conflict#movedTo} says
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

    /** Where they disagree. */
    public Merge.Conflicting merge() {
        return merge;
    }

    /** Where text that the base had is now if it went to other segments, as {@link Conflict#movedTo} says. */
    public List<Segment> movedTo() {
        return movedTo;
    }
}
