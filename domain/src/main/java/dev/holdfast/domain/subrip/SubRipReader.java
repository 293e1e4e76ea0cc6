package dev.holdfast.domain.subrip;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.TooManySegments;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a SubRip file: a caption is a timing line and everything below it, up to the next one or its counter. */
final class SubRipReader {

    /** Characters of the file that a message shows at most. */
    private static final int MAX_QUOTED = 60;

    private static final String BETWEEN = "\n\n";

    private final List<String> lines;

    /**
     * @throws InvalidContent if the file holds a character that cannot be stored
     */
    SubRipReader(String file) {
        var text = new Content(file.replace('\0', '\uFFFD')).text();
        var withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.lines =
                List.of(withoutMark.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1));
    }

    List<Block> blocks(int maxBlocks) {
        var timings = timingLines();
        if (timings.size() >= maxBlocks) {
            throw new TooManySegments(maxBlocks);
        }
        var blocks = new ArrayList<Block>();
        blocks.add(new Block(SegmentKind.HEADER, new Content("WEBVTT"), BETWEEN));
        for (var i = 0; i < timings.size(); i++) {
            var isLast = i + 1 == timings.size();
            var end = isLast ? lines.size() : beginning(timings.get(i + 1));
            blocks.add(new Block(SegmentKind.CUE, cue(timings.get(i), end), isLast ? "\n" : BETWEEN));
        }
        return blocks;
    }

    private List<Integer> timingLines() {
        var timings = new ArrayList<Integer>();
        for (var i = 0; i < lines.size(); i++) {
            if (SubRipTimings.parse(lines.get(i)).isPresent()) {
                timings.add(i);
            } else if (SubRipTimings.seems(lines.get(i)) || isExpectedAt(i)) {
                throw notSubRip("expected times as HH:MM:SS,mmm --> HH:MM:SS,mmm", i);
            }
        }
        var beginning = timings.isEmpty() ? lines.size() : beginning(timings.get(0));
        for (var i = 0; i < beginning; i++) {
            if (!lines.get(i).isBlank() && !isCounter(i)) {
                throw notSubRip("expected a counter or times as HH:MM:SS,mmm --> HH:MM:SS,mmm", i);
            }
        }
        if (timings.isEmpty()) {
            throw new InvalidContent("expected times as HH:MM:SS,mmm --> HH:MM:SS,mmm, found none", 1, 1);
        }
        return timings;
    }

    /** True if the line has an arrow and stands below a counter that begins a caption. */
    private boolean isExpectedAt(int line) {
        return lines.get(line).contains("-->")
                && isCounter(line - 1)
                && (line == 1 || lines.get(line - 2).isBlank());
    }

    private boolean isCounter(int line) {
        if (line < 0) {
            return false;
        }
        var text = lines.get(line).strip();
        return !text.isEmpty() && text.chars().allMatch(SubRipTimings::isDigit);
    }

    /** The first line of the caption with that timing line. */
    private int beginning(int timings) {
        return isCounter(timings - 1) ? timings - 1 : timings;
    }

    private Content cue(int line, int end) {
        var timings = SubRipTimings.parse(lines.get(line)).orElseThrow();
        var text = lines.subList(line + 1, Math.max(line + 1, end)).stream()
                .map(Markup::toWebVtt)
                .filter(written -> !written.isBlank())
                .collect(Collectors.joining("\n"));
        return WebVtt.CUES.write(new Cue(Optional.empty(), timings.startMillis(), timings.endMillis(), "", text));
    }

    private InvalidContent notSubRip(String expected, int line) {
        return new InvalidContent(
                "%s, found %s".formatted(expected, quoted(lines.get(line).strip())), line + 1, 1);
    }

    private static String quoted(String text) {
        return text.codePointCount(0, text.length()) <= MAX_QUOTED
                ? '"' + text + '"'
                : '"' + text.substring(0, text.offsetByCodePoints(0, MAX_QUOTED)) + "…\"";
    }
}
