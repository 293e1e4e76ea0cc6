package dev.holdfast.domain.captions;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.format.FileReader;
import dev.holdfast.domain.format.FileWriter;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.ReadFile;
import dev.holdfast.domain.format.ReadOptions;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.domain.format.WrittenFile;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * LRC, lyrics with times (.lrc), with the word times of its "enhanced" form. It has no specification; it knows starts in hundredths of a
 * second, one line of text for each, and tags about the song. A caption ends where the next line begins; a line without
 * text ends the one before.
 */
public final class Lyrics implements FileReader, FileWriter {

    static final String STAMP = "[0-9]{1,6}:[0-9]{1,2}(?:[.:][0-9]{1,3})?+";

    private static final Pattern BEGINNING =
            Pattern.compile("\\s*+(?:\\[[A-Za-z#]++:[^\\]\\r\\n]*+\\]\\s*+)*+\\[" + STAMP + "\\].*+", Pattern.DOTALL);

    /** The text that would be read as another time of the line. */
    private static final Pattern LIKE_STAMP = Pattern.compile("^(?=\\[" + STAMP + "\\])|<(?=" + STAMP + ">)");

    @Override
    public boolean recognises(String file) {
        return BEGINNING.matcher(ImportedCaptions.beginning(file)).matches();
    }

    @Override
    public ReadFile read(String file, ReadOptions options, int maxBlocks) {
        var text = ImportedCaptions.storable(file);
        var reader = new LyricsReader(maxBlocks);
        text.lines().forEachOrdered(reader::read);
        return reader.file(options.durationMillis())
                .orElseThrow(() -> new InvalidContent("expected a line with a time as [MM:SS.hh], found none", 1, 1));
    }

    @Override
    public WrittenFile write(List<Block> blocks, WriteOptions options) {
        var captions = ExportedCaptions.of(blocks).withoutIdentifiers().withoutSettings();
        var dropped = captions.dropped();
        var file = new StringBuilder();
        var end = -1L;
        for (var cue : captions.cues()) {
            if (end >= 0 && end < hundredths(cue.startMillis())) {
                file.append(stamp("[", end, "]")).append('\n');
            } else if (end > hundredths(cue.startMillis())) {
                dropped.add(Loss.OVERLAPS);
            }
            file.append(stamp("[", hundredths(cue.startMillis()), "]"))
                    .append(text(cue, options, captions))
                    .append('\n');
            end = hundredths(cue.endMillis());
            if (cue.startMillis() % 10 != 0 || cue.endMillis() % 10 != 0) {
                dropped.add(Loss.TIME_PRECISION);
            }
        }
        return captions.file(
                end < 0 ? "" : file.append(stamp("[", end, "]")).append('\n').toString());
    }

    private static String text(Cue cue, WriteOptions options, ExportedCaptions captions) {
        var dropped = captions.dropped();
        var text = StyledText.of(cue.text(), dropped);
        var moments = text.pieces().stream().anyMatch(StyledText.Moment.class::isInstance);
        var written = moments
                ? text.pieces().stream().map(Lyrics::piece).collect(Collectors.joining())
                : LIKE_STAMP.matcher(text.withSpeakers(options, dropped)).replaceAll("$0 ");
        if (moments) {
            text.withoutMoments().withSpeakers(options, dropped);
        }
        if (written.indexOf('\n') >= 0) {
            dropped.add(Loss.LINE_BREAKS);
        }
        return written.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String piece(StyledText.Piece piece) {
        return piece instanceof StyledText.Moment moment
                ? stamp("<", hundredths(moment.millis()), ">")
                : LIKE_STAMP.matcher(((StyledText.Run) piece).text()).replaceAll("$0 ");
    }

    private static long hundredths(long millis) {
        return millis / 10;
    }

    private static String stamp(String begin, long hundredths, String end) {
        return begin + Clock.padded(hundredths / 6000, 2) + ":" + Clock.padded(hundredths / 100 % 60, 2) + "."
                + Clock.padded(hundredths % 100, 2) + end;
    }
}
