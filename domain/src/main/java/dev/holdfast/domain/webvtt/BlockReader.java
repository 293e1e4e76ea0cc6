package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.SegmentKind;
import java.util.ArrayList;
import java.util.List;

/** A reader that splits a WebVTT file so that every character belongs to a block or to its separator (WebVTT §6.1). */
final class BlockReader {

    private static final String SIGNATURE = "WEBVTT";

    private final String file;
    private final List<Line> lines;

    /**
     * @throws InvalidContent if the file is not WebVTT
     */
    BlockReader(String file) {
        this.file = new Content(file.replace('\0', '\uFFFD')).text();
        this.lines = Line.of(this.file);
        if (!hasSignature(this.file)) {
            throw new InvalidContent(signatureReason(lines), 1, 1);
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

    List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        var header = Lines.header(lines);
        var next = afterBlanks(header.size());
        blocks.add(block(header, SegmentKind.HEADER, next));
        var afterCue = false;
        while (next < lines.size()) {
            var block = Lines.blockAt(lines, next);
            var kind = block.kind(afterCue);
            afterCue |= kind == SegmentKind.CUE;
            next = afterBlanks(next + block.size());
            blocks.add(block(block, kind, next));
        }
        return blocks;
    }

    private Block block(Lines block, SegmentKind kind, int next) {
        var end = block.last().end();
        var separatorEnd = next < lines.size() ? lines.get(next).start() : file.length();
        var content = new Content(file.substring(block.first().start(), end));
        return new Block(kind, content, file.substring(end, separatorEnd));
    }

    private int afterBlanks(int from) {
        var next = from;
        while (next < lines.size() && lines.get(next).isBlank()) {
            next++;
        }
        return next;
    }
}
