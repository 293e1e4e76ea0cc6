package dev.holdfast.domain.captions;

import dev.holdfast.domain.captions.StyledText.Moment;
import dev.holdfast.domain.captions.StyledText.Piece;
import dev.holdfast.domain.captions.StyledText.Run;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.ReadFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A reader of lyrics, line by line. For use once. */
final class LyricsReader {

    /** Duration of the last line if the file does not tell its end. */
    private static final long LAST_LINE_MILLIS = 5000;

    private static final Pattern STAMP = Pattern.compile("\\s*+\\[(" + Lyrics.STAMP + ")\\]");
    private static final Pattern WORD = Pattern.compile("<(" + Lyrics.STAMP + ")>");
    private static final Pattern TAG = Pattern.compile("\\s*+\\[([A-Za-z#]++):([^\\]]*+)\\]\\s*+");

    /** A line at one of its times. */
    private record Timed(long millis, StyledText text) {}

    private final ImportedCaptions captions;
    private final int maxBlocks;
    private final List<Timed> lines = new ArrayList<>();
    private long offsetMillis;
    private OptionalLong lengthMillis = OptionalLong.empty();

    LyricsReader(int maxBlocks) {
        this.captions = new ImportedCaptions(maxBlocks);
        this.maxBlocks = maxBlocks;
    }

    void read(String line) {
        var times = new ArrayList<Long>();
        var stamp = STAMP.matcher(line);
        var from = 0;
        while (stamp.region(from, line.length()).lookingAt()) {
            times.add(millis(stamp.group(1)));
            from = stamp.end();
        }
        if (times.isEmpty()) {
            readTag(line);
        } else if (lines.size() < 2L * maxBlocks) {
            var text = text(line.substring(from));
            times.forEach(time -> lines.add(new Timed(time, text)));
        }
    }

    private void readTag(String line) {
        var tag = TAG.matcher(line);
        if (tag.matches()) {
            switch (tag.group(1)) {
                case "offset" -> offsetMillis = number(tag.group(2).strip());
                case "length" -> lengthMillis = Clock.millis(tag.group(2).strip());
                default -> captions.drop(Loss.METADATA);
            }
        } else if (!line.isBlank()) {
            captions.drop(Loss.OTHER_BLOCKS);
        }
    }

    private static long number(String text) {
        return text.matches("[+-]?[0-9]{1,9}") ? Long.parseLong(text) : 0;
    }

    private static long millis(String stamp) {
        var colon = stamp.lastIndexOf(':');
        var isFraction = stamp.indexOf(':') < colon;
        return Clock.millis(isFraction ? stamp.substring(0, colon) + "." + stamp.substring(colon + 1) : stamp)
                .orElse(0);
    }

    private static StyledText text(String line) {
        var pieces = new ArrayList<Piece>();
        var word = WORD.matcher(line.strip());
        var from = 0;
        while (word.find()) {
            pieces.add(new Run(line.strip().substring(from, word.start()), Style.PLAIN));
            pieces.add(new Moment(millis(word.group(1))));
            from = word.end();
        }
        pieces.add(new Run(line.strip().substring(from), Style.PLAIN));
        return new StyledText(pieces);
    }

    /** The document; empty if no line has a time. A positive offset shows all lines sooner. */
    Optional<ReadFile> file(OptionalLong durationMillis) {
        lines.sort(Comparator.comparingLong(Timed::millis));
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (!line.text().characters().isBlank()) {
                var end = i + 1 < lines.size() ? lines.get(i + 1).millis() : end(line, durationMillis);
                captions.add(
                        shifted(line.millis()), shifted(end), "", line.text().movedBy(-offsetMillis));
            }
        }
        return captions.isEmpty() ? Optional.empty() : Optional.of(captions.file());
    }

    private long end(Timed last, OptionalLong durationMillis) {
        var length = durationMillis.isPresent() ? durationMillis : lengthMillis;
        return length.isPresent() && length.getAsLong() > last.millis()
                ? length.getAsLong()
                : last.millis() + LAST_LINE_MILLIS;
    }

    private long shifted(long millis) {
        return Math.max(0, millis - offsetMillis);
    }
}
