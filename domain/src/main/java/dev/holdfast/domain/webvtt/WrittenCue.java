package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.CuePatch;
import java.util.Optional;

/**
 * A cue block exactly as its author wrote it, every character of which belongs to one of the parts.
 *
 * @param identifier the line before the timings with its terminator; may be empty
 * @param body the payload with the terminator before it; empty if nothing follows the timings
 */
record WrittenCue(String identifier, Timings timings, String body) {

    /** Parses a block; empty if it is not exactly one cue. */
    static Optional<WrittenCue> parse(Content block) {
        var text = block.text();
        var lines = Line.of(text);
        if (lines.isEmpty() || lines.get(0).isBlank()) {
            return Optional.empty();
        }
        var cue = Lines.blockAt(lines, 0);
        if (cue.size() != lines.size() || !cue.claimsTimings()) {
            return Optional.empty();
        }
        var line = cue.timings();
        return Timings.parse(line.text())
                .map(timings -> new WrittenCue(text.substring(0, line.start()), timings, text.substring(line.end())));
    }

    /**
     * Parses a block.
     *
     * @throws InvalidContent if it is not exactly one cue
     */
    static WrittenCue of(Content block) {
        return parse(block)
                .orElseThrow(() -> new InvalidContent(
                        "the block is not a cue, so it has no times or settings; replace its text instead", 1, 1));
    }

    /** A new cue: times with hours, lines ended by LF. */
    static WrittenCue of(Cue cue) {
        var start = Timestamp.of(cue.startMillis(), true);
        var end = Timestamp.of(cue.endMillis(), true);
        var timings = new Timings("", start, " --> ", end, "").with(cue.settings());
        return new WrittenCue("", timings, "").with(cue.identifier(), timings, cue.text());
    }

    /** The same cue with the parts of a patch; a part that already says the same stays as written. */
    WrittenCue with(CuePatch patch) {
        var next = timings.at(
                        patch.startMillis().orElse(timings.start().millis()),
                        patch.endMillis().orElse(timings.end().millis()))
                .with(patch.settings().orElse(timings.settings()));
        var line = patch.identifier().or(() -> cue().identifier()).filter(name -> !name.isEmpty());
        return with(line, next, patch.text().orElse(payload()));
    }

    Cue cue() {
        var id = identifier.isEmpty()
                ? Optional.<String>empty()
                : Optional.of(Line.at(identifier, 0).text());
        return new Cue(id, timings.start().millis(), timings.end().millis(), timings.settings(), payload());
    }

    /** The payload, its lines joined by LF. */
    String payload() {
        if (body.isEmpty()) {
            return "";
        }
        var lines = Line.withLineFeeds(body);
        return lines.substring(1, Math.max(1, lines.endsWith("\n") ? lines.length() - 1 : lines.length()));
    }

    /** The same cue with other parts, its new lines ended as its old ones; a part that stays the same stays as written. */
    WrittenCue with(Optional<String> nextIdentifier, Timings nextTimings, String nextPayload) {
        var terminator = terminator();
        var before = nextIdentifier.equals(cue().identifier())
                ? identifier
                : nextIdentifier.map(line -> line + terminator).orElse("");
        var after = nextPayload.isEmpty() ? "" : terminator + nextPayload.replace("\n", terminator);
        return new WrittenCue(before, nextTimings, nextPayload.equals(payload()) ? body : after);
    }

    Content write() {
        return new Content(identifier + timings.write() + body);
    }

    /** The index in the block where the body begins. */
    int bodyStart() {
        return identifier.length() + timings.write().length();
    }

    /** The block's own line terminator. */
    String terminator() {
        var lines = Line.of(identifier + timings.write() + body);
        var terminator = lines.get(0).terminator();
        return terminator.isEmpty() ? "\n" : terminator;
    }
}
