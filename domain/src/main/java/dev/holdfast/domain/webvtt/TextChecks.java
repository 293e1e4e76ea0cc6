package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.webvtt.CheckProfile.TextLimits;
import dev.holdfast.domain.webvtt.Finding.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks how much there is to read in a cue. */
final class TextChecks {

    private final TextLimits limits;
    private final int index;
    private final WrittenCue cue;
    private final List<String> lines;
    private final List<Finding> findings = new ArrayList<>();

    TextChecks(TextLimits limits, int index, WrittenCue cue) {
        this.limits = limits;
        this.index = index;
        this.cue = cue;
        this.lines = ShownText.of(CueText.parse(cue.payload())).lines();
    }

    List<Finding> findings() {
        if (lines.size() > limits.maxLines()) {
            var message = "it has %d lines; expected %d or fewer".formatted(lines.size(), limits.maxLines());
            add(CheckRule.LINES, limits.maxLines(), lines.size(), limits.maxLines(), message);
        }
        var characters = 0;
        for (var i = 0; i < lines.size(); i++) {
            var inLine = ShownText.characters(lines.get(i));
            characters += inLine;
            if (inLine > limits.maxCharacters()) {
                var message =
                        "the line has %d characters; expected %d or fewer".formatted(inLine, limits.maxCharacters());
                add(CheckRule.CHARACTERS_PER_LINE, i, inLine, limits.maxCharacters(), message);
            }
        }
        checkSpeed(characters);
        return findings;
    }

    private void checkSpeed(int characters) {
        var duration = cue.timings().end().millis() - cue.timings().start().millis();
        if (duration <= 0) {
            return;
        }
        var speed = characters * 1000.0 / duration;
        if (speed > limits.maxCharactersPerSecond()) {
            var rounded = String.format(Locale.ROOT, "%.1f", Math.ceil(speed * 10) / 10);
            var message = "its %d characters are read at %s per second; expected %s or fewer"
                    .formatted(characters, rounded, Measure.plain(limits.maxCharactersPerSecond()));
            add(CheckRule.CHARACTERS_PER_SECOND, 0, speed, limits.maxCharactersPerSecond(), message);
        }
    }

    /** Adds a finding at a line of the text, counted from 0. */
    private void add(CheckRule rule, int textLine, double value, double limit, String message) {
        var written = Line.of(cue.body()).size() - 1;
        var before = cue.identifier().isEmpty() ? 1 : 2;
        var line = before + 1 + Math.min(textLine, Math.max(0, written - 1));
        findings.add(new Finding(index, rule, line, 1, Optional.of(new Measure(value, limit)), message));
    }
}
