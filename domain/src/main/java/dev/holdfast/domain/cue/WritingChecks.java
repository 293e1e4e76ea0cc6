package dev.holdfast.domain.cue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks of the writing in one caption, which need no limits. */
final class WritingChecks {

    private WritingChecks() {}

    static List<Finding> findings(ShownCue cue) {
        if (cue.lines().isEmpty()) {
            return List.of(found(
                    CheckRule.EMPTY, cue, cue.timesLine(), "the caption has no text; expected some, or no caption"));
        }
        var findings = new ArrayList<Finding>();
        for (var line : cue.lines()) {
            if (line.text().contains("  ")) {
                findings.add(found(
                        CheckRule.DOUBLE_SPACE,
                        cue,
                        line.line(),
                        "the line has more than one space between two words; expected one"));
            }
        }
        return findings;
    }

    private static Finding found(CheckRule rule, ShownCue cue, int line, String message) {
        return new Finding(cue.index(), rule, line, 1, Optional.empty(), message);
    }
}
