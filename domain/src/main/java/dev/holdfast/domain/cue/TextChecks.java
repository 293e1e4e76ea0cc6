package dev.holdfast.domain.cue;

import dev.holdfast.domain.cue.CheckProfile.TextLimits;
import dev.holdfast.domain.cue.Finding.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks of the amount of text in one caption. */
record TextChecks(TextLimits limits) {

    List<Finding> findings(ShownCue cue) {
        var findings = new ArrayList<Finding>();
        var lines = cue.lines();
        if (lines.isEmpty()) {
            return findings;
        }
        if (lines.size() > limits.maxLines()) {
            var message = "the caption has %d lines; expected %d or fewer".formatted(lines.size(), limits.maxLines());
            var measure = new Measure(lines.size(), limits.maxLines());
            var firstExcess = lines.get(limits.maxLines()).line();
            findings.add(Finding.of(CheckRule.LINES, cue, firstExcess, measure, message));
        }
        for (var line : lines) {
            var inLine = line.characters();
            if (inLine > limits.maxCharacters()) {
                var message =
                        "the line has %d characters; expected %d or fewer".formatted(inLine, limits.maxCharacters());
                var measure = new Measure(inLine, limits.maxCharacters());
                findings.add(Finding.of(CheckRule.CHARACTERS_PER_LINE, cue, line.line(), measure, message));
            }
        }
        checkReadingSpeed(cue, cue.characters(), findings);
        return findings;
    }

    private void checkReadingSpeed(ShownCue cue, int characters, List<Finding> findings) {
        var duration = cue.endMillis() - cue.startMillis();
        if (duration <= 0) {
            return;
        }
        var speed = characters * 1000.0 / duration;
        var limit = limits.maxCharactersPerSecond();
        if (speed > limit) {
            var rounded = String.format(Locale.ROOT, "%.1f", Math.ceil(speed * 10) / 10);
            var message =
                    "the caption has %d characters, a reading speed of %s characters per second; expected %s or less"
                            .formatted(characters, rounded, Measure.plain(limit));
            var line = cue.lines().get(0).line();
            findings.add(Finding.of(CheckRule.CHARACTERS_PER_SECOND, cue, line, new Measure(speed, limit), message));
        }
    }
}
