package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.TooManySegments;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader that splits a WebVTT file so that every character belongs to a block or to its separator (WebVTT §6.1). It keeps the
 * blocks alone, because a file can have millions of lines.
 */
final class BlockReader {

    private static final String SIGNATURE = "WEBVTT";

    /** The lines of a block that tell its kind. */
    private static final int TELLING_LINES = 2;

    private final String file;
    private final int maxBlocks;

    /**
     * @param maxBlocks the most blocks to read
     * @throws InvalidContent if the file is not WebVTT
     */
    BlockReader(String file, int maxBlocks) {
        this.file = new Content(file.replace('\0', '\uFFFD')).text();
        this.maxBlocks = maxBlocks;
        if (!hasSignature(this.file)) {
            throw new InvalidContent(
                    signatureReason(this.file.isEmpty() ? List.of() : List.of(Line.at(this.file, 0))), 1, 1);
        }
    }

    /** True if the text begins with an optional byte order mark and the signature. */
    static boolean hasSignature(String text) {
        var cursor = Cursor.at(text, 0);
        cursor.take("\uFEFF");
        return cursor.take(SIGNATURE)
                && (cursor.isAtEnd()
                        || cursor.isAt(' ')
                        || cursor.isAt('\t')
                        || cursor.isAt('\n')
                        || cursor.isAt('\r'));
    }

    /** The reason to refuse a text without the signature. */
    static String signatureReason(List<Line> lines) {
        return "expected \"WEBVTT\" alone or followed by a space or tab, found "
                + Quoted.of(lines.isEmpty() ? "" : lines.get(0).text());
    }

    /**
     * @throws TooManySegments if there are more than the maximum
     */
    List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        var afterCue = false;
        for (var start = 0; start < file.length(); ) {
            if (blocks.size() == maxBlocks) {
                throw new TooManySegments(maxBlocks);
            }
            var extent = extent(start, blocks.isEmpty());
            var kind =
                    blocks.isEmpty() ? SegmentKind.HEADER : extent.beginning().kind(afterCue);
            afterCue |= kind == SegmentKind.CUE;
            start = afterBlanks(extent.next());
            blocks.add(new Block(
                    kind,
                    new Content(file.substring(extent.beginning().first().start(), extent.end())),
                    file.substring(extent.end(), start)));
        }
        return blocks;
    }

    /**
     * Extent of a block.
     *
     * @param beginning its first lines
     * @param end the index after its last character
     * @param next the index of the line after it
     */
    private record Extent(Lines beginning, int end, int next) {}

    /** The block that begins at an index, with the same end as {@link Lines#blockAt} and {@link Lines#header} find. */
    private Extent extent(int start, boolean isHeader) {
        var last = Line.at(file, start);
        var beginning = new ArrayList<>(List.of(last));
        var seenArrow = isHeader || last.hasArrow();
        var count = 1;
        while (last.next() < file.length()) {
            var line = Line.at(file, last.next());
            if (line.isBlank() || (line.hasArrow() && (seenArrow || count > 1))) {
                break;
            }
            seenArrow |= line.hasArrow();
            last = line;
            count++;
            if (count <= TELLING_LINES) {
                beginning.add(line);
            }
        }
        return new Extent(new Lines(beginning), last.end(), last.next());
    }

    private int afterBlanks(int from) {
        var next = from;
        while (next < file.length() && (file.charAt(next) == '\n' || file.charAt(next) == '\r')) {
            next++;
        }
        return next;
    }
}
