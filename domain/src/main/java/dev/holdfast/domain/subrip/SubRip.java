package dev.holdfast.domain.subrip;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.TooManySegments;
import dev.holdfast.domain.captions.ImportedCaptions;
import dev.holdfast.domain.format.FileReader;
import dev.holdfast.domain.format.FileWriter;
import dev.holdfast.domain.format.ReadFile;
import dev.holdfast.domain.format.ReadOptions;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.domain.format.WrittenFile;
import java.util.List;
import java.util.regex.Pattern;

/**
 * SubRip (.srt), read as tolerantly as players do and written as strictly as all of them need it. It has no
 * specification; it knows times, lines, and the tags b, i and u.
 */
public final class SubRip implements FileReader, FileWriter {

    private static final Pattern WEB_VTT_TIME = Pattern.compile("[0-9]{2}\\.[0-9]{3}[ \\t]*+-->");
    /** The lines of a header, up to a blank line or to times. */
    private static final Pattern HEADER =
            Pattern.compile("WEBVTT(?=[ \\t\\r\\n])[^\\r\\n]*+(?:(?:\\r\\n|\\r|\\n)(?![^\\r\\n]*-->)[^\\r\\n]++)*+");

    /** True also for a file with the header of WebVTT whose times are those of SubRip, of which players would show nothing. */
    @Override
    public boolean recognises(String file) {
        var beginning = ImportedCaptions.beginning(file);
        var lines = beginning.lines().filter(line -> !line.isBlank()).iterator();
        var isHeaded = HEADER.matcher(beginning).lookingAt();
        while (lines.hasNext()) {
            var line = lines.next();
            if (line.contains("-->")) {
                return line.contains(",")
                        && SubRipTimings.parse(line).isPresent()
                        && !(isHeaded && WEB_VTT_TIME.matcher(beginning).find());
            }
            if (!isHeaded && !SubRipReader.isCounter(line)) {
                return false;
            }
        }
        return false;
    }

    @Override
    public ReadFile read(String file, ReadOptions options, int maxBlocks) {
        return new SubRipReader(withoutHeader(file), maxBlocks).file();
    }

    /** The lines of a header stay as blank ones, so that messages name the right line. */
    private static String withoutHeader(String file) {
        var text = file.startsWith("\uFEFF") ? file.substring(1) : file;
        var header = HEADER.matcher(text);
        return header.lookingAt()
                ? "\n".repeat((int) header.group().lines().count() - 1) + text.substring(header.end())
                : text;
    }

    @Override
    public WrittenFile write(List<Block> blocks, WriteOptions options) {
        return new SubRipWriter(options).write(blocks);
    }

    /**
     * Reads a SubRip file as a WebVTT document. Counters and fonts are left out, and blank lines within a caption
     * too, since a WebVTT cue cannot hold one.
     *
     * @param maxBlocks the most blocks, 1 or more
     * @return the header and one cue for each caption, in the file's order
     * @throws InvalidContent if the file is not SubRip, naming the line
     * @throws TooManySegments if it has more captions
     */
    public static List<Block> toWebVtt(String srt, int maxBlocks) {
        return new SubRipReader(srt, maxBlocks).file().blocks();
    }

    /** The same, however many captions it has. */
    public static List<Block> toWebVtt(String srt) {
        return toWebVtt(srt, Integer.MAX_VALUE);
    }

    /** Writes the cues of a WebVTT document as a SubRip file, its lines ended by CRLF. */
    public static WrittenFile write(List<Block> blocks) {
        return new SubRipWriter(WriteOptions.NONE).write(blocks);
    }
}
