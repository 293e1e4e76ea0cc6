package dev.holdfast.postgres;

import dev.holdfast.application.CommitOutcome.StaleEdit;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Conflicts of a commit with the segments that are there, in the order of its edits and then of its conditions. */
final class StaleEdits {

    private StaleEdits() {}

    /**
     * Finds the conflicts.
     *
     * @param suspected selects the edits to compare
     * @param current the segments that there are of those that the commit names
     */
    static List<StaleEdit> of(Commit commit, Predicate<Edit> suspected, Map<SegmentId, Segment> current) {
        var conflicts = new ArrayList<StaleEdit>();
        for (var i = 0; i < commit.edits().size(); i++) {
            var edit = commit.edits().get(i);
            var segment = Optional.ofNullable(current.get(edit.segment()));
            if (suspected.test(edit) && !edit.fits(segment)) {
                conflicts.add(new StaleEdit(i, segment));
            }
        }
        for (var i = 0; i < commit.conditionChecks().size(); i++) {
            var check = commit.conditionChecks().get(i);
            var segment = Optional.ofNullable(current.get(check.segment()));
            if (!check.fits(segment)) {
                conflicts.add(new StaleEdit(commit.edits().size() + i, segment));
            }
        }
        return conflicts;
    }
}
