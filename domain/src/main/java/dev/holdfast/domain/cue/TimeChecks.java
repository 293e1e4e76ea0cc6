package dev.holdfast.domain.cue;

import dev.holdfast.domain.cue.CheckProfile.TimeLimits;
import dev.holdfast.domain.cue.Finding.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks of the times of captions; given one after another, since each is compared with those before it. */
final class TimeChecks {

    private final TimeLimits limits;
    private OptionalLong latestEnd = OptionalLong.empty();

    TimeChecks(TimeLimits limits) {
        this.limits = limits;
    }

    List<Finding> findings(ShownCue cue) {
        var findings = new ArrayList<Finding>();
        if (cue.endMillis() > cue.startMillis()) {
            duration(cue).ifPresent(findings::add);
        }
        if (latestEnd.isPresent()) {
            distance(cue, latestEnd.getAsLong()).ifPresent(findings::add);
        }
        latestEnd = OptionalLong.of(Math.max(cue.endMillis(), latestEnd.orElse(cue.endMillis())));
        return findings;
    }

    private Optional<Finding> duration(ShownCue cue) {
        var millis = cue.endMillis() - cue.startMillis();
        var min = limits.minDuration().toMillis();
        var max = limits.maxDuration().toMillis();
        if (millis < min) {
            var message = "the caption is shown for %d ms; expected %d ms or more".formatted(millis, min);
            return found(CheckRule.MIN_DURATION, cue, millis, min, message);
        }
        if (millis > max) {
            var message = "the caption is shown for %d ms; expected %d ms or less".formatted(millis, max);
            return found(CheckRule.MAX_DURATION, cue, millis, max, message);
        }
        return Optional.empty();
    }

    private Optional<Finding> distance(ShownCue cue, long endBefore) {
        var gap = cue.startMillis() - endBefore;
        var minGap = limits.minGap().millis();
        if (gap >= 0 && gap < minGap) {
            var message =
                    "the gap after an earlier caption is %d ms; expected %d ms (%d frames at %s per second) or more"
                            .formatted(
                                    gap,
                                    minGap,
                                    limits.minGap().count(),
                                    Measure.plain(limits.minGap().perSecond()));
            return found(CheckRule.GAP, cue, gap, minGap, message);
        }
        var overlap = Math.min(cue.endMillis(), endBefore) - cue.startMillis();
        var maxOverlap = limits.maxOverlap().toMillis();
        if (gap < 0 && overlap > maxOverlap) {
            var message = "the caption overlaps an earlier one by %d ms; expected %d ms or less"
                    .formatted(overlap, maxOverlap);
            return found(CheckRule.OVERLAP, cue, overlap, maxOverlap, message);
        }
        return Optional.empty();
    }

    private static Optional<Finding> found(CheckRule rule, ShownCue cue, long value, long limit, String message) {
        return Optional.of(Finding.of(rule, cue, cue.timesLine(), new Measure(value, limit), message));
    }
}
