package dev.holdfast.domain;

import dev.holdfast.domain.merge.Merge;

/** Both sides changed the same words, so that the merge is left to a person. Nothing was written. */
public final class MergeConflict extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final transient Segment current;
    private final transient Revision base;
    private final transient Merge.Conflicting merge;

    public MergeConflict(Segment current, Revision base, Merge.Conflicting merge) {
        super("%s changed the same words in the meantime. Choose between the texts, and save the result."
                .formatted(current.updated().by().name()));
        this.current = current;
        this.base = base;
        this.merge = merge;
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
}
