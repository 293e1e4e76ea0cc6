package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.webvtt.CuePart.Closing;
import dev.holdfast.domain.webvtt.CuePart.Opening;
import dev.holdfast.domain.webvtt.CuePart.Words;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Repair of those syntax errors of a cue that can be meant in one way only: the spelling of times and of what is between them,
 * ampersands, references without a semicolon, tags without an end. Players show the repaired cue as they showed the one before, except
 * for times that they could not read.
 */
final class SyntaxRepair {

    private static final String LENIENT_TIME =
            "(?:(\\d{1,5})\\s*:\\s*)?([0-5]?\\d)\\s*:\\s*([0-5]?\\d)\\s*[.,]\\s*(\\d{1,3})";

    /** A timing line that nobody takes for another thing, though no player reads it. */
    private static final Pattern LENIENT_TIMINGS = Pattern.compile(
            "\\s*" + LENIENT_TIME + "\\s*(?:-{1,3}|\\u2013|\\u2014)>\\s*" + LENIENT_TIME + "(?:\\s+(.*))?");

    private static final int GROUPS_OF_TIME = 4;

    private SyntaxRepair() {}

    /** The cue with legal times and text; the same text if there is nothing to repair. */
    static Content repaired(WrittenCue cue) {
        return new WrittenCue(cue.identifier(), repaired(cue.timings()), repairedBody(cue)).write();
    }

    /** The cue that a block was meant to be which no player reads; empty if its times cannot be told. */
    static Optional<Content> cueOf(Content block) {
        var lines = Line.of(block.text());
        return lines.stream()
                .limit(2)
                .flatMap(line -> cueOf(block, line).stream())
                .findFirst();
    }

    private static Optional<Content> cueOf(Content block, Line line) {
        var times = LENIENT_TIMINGS.matcher(line.text());
        if (!times.matches()) {
            return Optional.empty();
        }
        var settings = times.group(2 * GROUPS_OF_TIME + 1);
        var timings = "%s --> %s%s"
                .formatted(
                        time(times, 1),
                        time(times, 1 + GROUPS_OF_TIME),
                        settings == null || settings.isEmpty() ? "" : " " + settings);
        var text = block.text();
        return WrittenCue.parse(new Content(text.substring(0, line.start()) + timings + text.substring(line.end())))
                .map(SyntaxRepair::repaired);
    }

    private static String time(Matcher times, int group) {
        var hours = times.group(group);
        var fraction = times.group(group + GROUPS_OF_TIME - 1);
        return (hours == null ? "" : padded(hours) + ":")
                + padded(times.group(group + 1))
                + ":"
                + padded(times.group(group + 2))
                + "."
                + fraction
                + "0".repeat(3 - fraction.length());
    }

    private static String padded(String digits) {
        return digits.length() == 1 ? "0" + digits : digits;
    }

    private static Timings repaired(Timings timings) {
        var arrow = TimingSyntax.hasGaps(timings.arrow()) ? timings.arrow() : " --> ";
        var rest = timings.rest().replace('\f', ' ');
        var isGlued = !rest.isEmpty() && !Cursor.isWhitespace(rest.charAt(0));
        return new Timings("", legal(timings.start()), arrow, legal(timings.end()), isGlued ? " " + rest : rest);
    }

    private static Timestamp legal(Timestamp time) {
        return time.isLegal() ? time : new Timestamp("0" + time.text(), time.millis());
    }

    private static String repairedBody(WrittenCue cue) {
        var written = cue.body();
        var text = CueText.parse(written);
        if (text.tagWithoutEnd().isPresent()) {
            var start = text.tagWithoutEnd().getAsInt();
            var escaped = written.substring(0, start) + written.substring(start).replace("<", "&lt;");
            return repairedBody(new WrittenCue(cue.identifier(), cue.timings(), escaped));
        }
        var body = new StringBuilder();
        var copied = 0;
        for (var placed : text.placed()) {
            if (placed.part() instanceof Words || placed.part() instanceof Opening) {
                body.append(written, copied, placed.start());
                copied = placed.end();
                appendReferences(written, placed, body);
            }
        }
        body.append(written, copied, written.length());
        return body + missingEndTags(cue, text);
    }

    private static String missingEndTags(WrittenCue cue, CueText text) {
        var missing = new CueTextSyntax(cue).flaws().stream().map(Flaw::reason).collect(Collectors.toSet());
        return text.placed().stream()
                .filter(PlacedPart::isAdded)
                .map(PlacedPart::part)
                .filter(part -> part instanceof Closing closing
                        && missing.contains(CueTextSyntax.missingEndTag(closing.span())))
                .map(part -> ((Closing) part).span().endTag())
                .collect(Collectors.joining());
    }

    private static void appendReferences(String written, PlacedPart placed, StringBuilder body) {
        for (var i = placed.start(); i < placed.end(); i++) {
            var reference = CharacterReference.at(written, i);
            if (reference.isPresent()) {
                body.append(written, i, reference.get().end())
                        .append(reference.get().isLegal() ? "" : ";");
                i = reference.get().end() - 1;
            } else {
                body.append(written.charAt(i) == '&' ? "&amp;" : written.substring(i, i + 1));
            }
        }
    }
}
