package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.webvtt.CheckProfile.TimeLimits;
import dev.holdfast.domain.webvtt.Finding.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks when cues are shown; given one after another, since each is compared with those before it. */
final class TimeChecks {

    private final TimeLimits limits;
    private OptionalLong latestEnd = OptionalLong.empty();

    TimeChecks(TimeLimits limits) {
        this.limits = limits;
    }

    List<Finding> findings(int index, WrittenCue cue) {
        var findings = new ArrayList<Finding>();
        var start = cue.timings().start().millis();
        var end = cue.timings().end().millis();
        if (end > start) {
            duration(end - start).ifPresent(found -> findings.add(found.at(index, cue)));
        }
        if (latestEnd.isPresent()) {
            distance(start, end, latestEnd.getAsLong()).ifPresent(found -> findings.add(found.at(index, cue)));
        }
        latestEnd = OptionalLong.of(Math.max(end, latestEnd.orElse(end)));
        return findings;
    }

    private Optional<Found> duration(long millis) {
        var min = limits.minDuration().toMillis();
        var max = limits.maxDuration().toMillis();
        if (millis < min) {
            var message = "it is shown for %d ms; expected %d ms or more".formatted(millis, min);
            return Optional.of(new Found(CheckRule.MIN_DURATION, millis, min, message));
        }
        if (millis > max) {
            var message = "it is shown for %d ms; expected %d ms or less".formatted(millis, max);
            return Optional.of(new Found(CheckRule.MAX_DURATION, millis, max, message));
        }
        return Optional.empty();
    }

    private Optional<Found> distance(long start, long end, long before) {
        var gap = start - before;
        var minGap = limits.minGap().millis();
        if (gap >= 0 && gap < minGap) {
            var message =
                    "it starts %d ms after an earlier caption ends; expected %d ms (%d frames at %s per second) or more"
                            .formatted(
                                    gap,
                                    minGap,
                                    limits.minGap().count(),
                                    Measure.plain(limits.minGap().perSecond()));
            return Optional.of(new Found(CheckRule.GAP, gap, minGap, message));
        }
        var overlap = Math.min(end, before) - start;
        var maxOverlap = limits.maxOverlap().toMillis();
        if (gap < 0 && overlap > maxOverlap) {
            var message = "it is shown for %d ms together with an earlier caption; expected %d ms or less"
                    .formatted(overlap, maxOverlap);
            return Optional.of(new Found(CheckRule.OVERLAP, overlap, maxOverlap, message));
        }
        return Optional.empty();
    }

    private record Found(CheckRule rule, long value, long limit, String message) {

        Finding at(int index, WrittenCue cue) {
            var line = cue.identifier().isEmpty() ? 1 : 2;
            return new Finding(index, rule, line, 1, Optional.of(new Measure(value, limit)), message);
        }
    }
}
