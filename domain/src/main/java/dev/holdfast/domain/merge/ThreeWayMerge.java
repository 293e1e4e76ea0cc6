package dev.holdfast.domain.merge;

import java.util.List;

/** Stand-in. */
public final class ThreeWayMerge {
    private ThreeWayMerge() {}

    /** Stand-in. */
    public static Merge merge(String base, String mine, String theirs, Granularity granularity) {
        return mine.equals(base)
                ? new Merge.Clean(theirs)
                : theirs.equals(base) || mine.equals(theirs)
                        ? new Merge.Clean(mine)
                        : new Merge.Conflicting(List.of(new Piece.Disputed(base, mine, theirs)));
    }
}
