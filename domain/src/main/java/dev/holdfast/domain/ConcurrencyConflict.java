package dev.holdfast.domain;

import java.util.List;
import java.util.stream.Collectors;

/** Failed preconditions of a write to segments. Nothing was written; each conflict holds what is needed to merge. */
public final class ConcurrencyConflict extends HoldfastException {

    private static final long serialVersionUID = 1L;

    /** A message is for people. */
    private static final int MAX_NAMES = 10;

    private final transient List<Conflict> conflicts;

    public ConcurrencyConflict(List<Conflict> conflicts) {
        super(
                "Someone else edited %s in the meantime. Nothing was overwritten: merge your text with theirs, and save again."
                        .formatted(names(conflicts)));
        this.conflicts = List.copyOf(conflicts);
    }

    private static String names(List<Conflict> conflicts) {
        var first = conflicts.stream()
                .limit(MAX_NAMES)
                .map(conflict -> conflict.segment().toString())
                .collect(Collectors.joining(", "));
        var others = conflicts.size() - MAX_NAMES;
        return others > 0 ? "%s and %d more".formatted(first, others) : first;
    }

    /** Ids of the segments of the stale edits, of many the first and how many more, for a message. */
    public String segmentNames() {
        return names(conflicts);
    }

    /** Every stale edit, in the order of the edits; one at least. */
    public List<Conflict> conflicts() {
        return conflicts;
    }

    /** The first of them, which is the only one when a single segment was edited. */
    public Conflict first() {
        return conflicts.get(0);
    }
}
