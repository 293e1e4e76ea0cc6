package dev.holdfast.domain.subrip;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.TooManySegments;
import dev.holdfast.domain.captions.ImportedCaptions;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.ReadFile;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reader of a SubRip file: a caption is a timing line and everything below it, up to the next one or its counter. It reads line by
 * line and keeps the captions alone, so that a file with too many of them is refused before it takes memory. For use once.
 */
final class SubRipReader {

    /** Characters of the file that a message shows at most. */
    private static final int MAX_QUOTED = 60;

    private static final String BETWEEN = "\n\n";

    private static final String ARROW = "-->";

    /** A text whose lines all end with CR CR LF, which is CRLF converted to CRLF again. */
    private static final Pattern ENDED_TWICE = Pattern.compile("(?:[^\\r\\n]*+\\r\\r\\n)++[^\\r\\n]*+");

    private final String file;
    private final int maxBlocks;
    private final List<Block> blocks = new ArrayList<>();
    private final Set<Loss> dropped = new LinkedHashSet<>();

    /** The number of the line that is read, from 1. */
    private int number;

    /** The line before, which belongs to the next caption if it is a counter; null at the beginning of the file. */
    private @Nullable String before;

    /** True if the last line that was read is blank, or none was. */
    private boolean isBlank = true;

    /** The same of the line before that. */
    private boolean isBlankBefore = true;

    private @Nullable Caption caption;

    /** Error in a line before the first caption, which counts unless one in a timing line is found. */
    private Optional<InvalidContent> stray = Optional.empty();

    /**
     * @param maxBlocks the most blocks, with the header
     * @throws InvalidContent if the file holds a character that cannot be stored
     */
    SubRipReader(String file, int maxBlocks) {
        var text = ImportedCaptions.storable(file);
        this.file = ENDED_TWICE.matcher(text).matches() ? text.replace("\r\r\n", "\n") : text;
        this.maxBlocks = maxBlocks;
        blocks.add(new Block(SegmentKind.HEADER, new Content("WEBVTT"), BETWEEN));
    }

    /**
     * @throws InvalidContent if the file is not SubRip
     * @throws TooManySegments if it has more captions than it may
     */
    ReadFile file() {
        for (var start = 0; start >= 0; ) {
            var end = lineEnd(start);
            number++;
            read(file.substring(start, end));
            start = end == file.length() ? -1 : file.startsWith("\r\n", end) ? end + 2 : end + 1;
        }
        number++;
        endLineBefore();
        stray.ifPresent(error -> {
            throw error;
        });
        if (caption == null) {
            throw new InvalidContent("expected times as HH:MM:SS,mmm --> HH:MM:SS,mmm, found none", 1, 1);
        }
        blocks.add(caption.block("\n"));
        return new ReadFile(blocks, List.copyOf(dropped));
    }

    private int lineEnd(int start) {
        var end = start;
        while (end < file.length() && file.charAt(end) != '\n' && file.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private void read(String line) {
        var timings = timings(line);
        if (timings.isPresent()) {
            begin(timings.get());
        } else if (SubRipTimings.seems(line) || isExpected(line)) {
            throw notSubRip("expected times as HH:MM:SS,mmm --> HH:MM:SS,mmm", line, number);
        } else {
            endLineBefore();
            before = line;
        }
        isBlankBefore = isBlank;
        isBlank = line.isBlank();
    }

    /** The times in a line. Where a caption has to begin, its counter may stand before them, and the arrow may be broken. */
    private Optional<SubRipTimings> timings(String line) {
        if (line.isBlank()) {
            return Optional.empty();
        }
        var whole = line.contains(ARROW) ? SubRipTimings.parse(line) : Optional.<SubRipTimings>empty();
        if (whole.isPresent()) {
            return whole;
        }
        var begins = isBlank || (isCounter(before) && isBlankBefore);
        return begins ? SubRipTimings.meant(line) : Optional.empty();
    }

    /** Begins a caption; the line before is left out if it is a counter. */
    private void begin(SubRipTimings timings) {
        if (!isCounter(before)) {
            endLineBefore();
        }
        if (caption != null) {
            blocks.add(caption.block(BETWEEN));
        }
        if (blocks.size() >= maxBlocks) {
            throw new TooManySegments(maxBlocks);
        }
        caption = new Caption(timings, dropped);
        before = null;
    }

    /** Gives the line before to the caption, or looks at it if it stands before the first one. */
    private void endLineBefore() {
        var line = before;
        if (line == null) {
            return;
        }
        if (caption != null) {
            caption.add(line);
        } else if (stray.isEmpty() && !line.isBlank() && !isCounter(line)) {
            stray = Optional.of(
                    notSubRip("expected a counter or times as HH:MM:SS,mmm --> HH:MM:SS,mmm", line, number - 1));
        }
    }

    /** True if the line has an arrow and stands below a counter that begins a caption. */
    private boolean isExpected(String line) {
        return line.contains(ARROW) && isCounter(before) && isBlankBefore;
    }

    static boolean isCounter(@Nullable String line) {
        var text = line == null ? "" : line.strip();
        return !text.isEmpty() && text.chars().allMatch(SubRipTimings::isDigit);
    }

    private static InvalidContent notSubRip(String expected, String line, int number) {
        return new InvalidContent("%s, found %s".formatted(expected, quoted(line.strip())), number, 1);
    }

    private static String quoted(String text) {
        return text.codePointCount(0, text.length()) <= MAX_QUOTED
                ? '"' + text + '"'
                : '"' + text.substring(0, text.offsetByCodePoints(0, MAX_QUOTED)) + "…\"";
    }

    /** Caption whose lines are being read. */
    private static final class Caption {

        private final SubRipTimings timings;
        private final Markup markup;
        private final StringBuilder text = new StringBuilder();

        Caption(SubRipTimings timings, Set<Loss> dropped) {
            this.timings = timings;
            this.markup = new Markup(dropped);
            if (timings.hasCoordinates()) {
                dropped.add(Loss.POSITIONS);
            }
        }

        void add(String line) {
            var written = line.isBlank() ? "" : markup.toWebVtt(line);
            if (!written.isBlank()) {
                text.append(text.isEmpty() ? "" : "\n").append(written);
            }
        }

        Block block(String separator) {
            var cue = new Cue(
                    Optional.empty(), timings.startMillis(), timings.endMillis(), markup.settings(), text.toString());
            return new Block(SegmentKind.CUE, WebVtt.CUES.write(cue), separator);
        }
    }
}
