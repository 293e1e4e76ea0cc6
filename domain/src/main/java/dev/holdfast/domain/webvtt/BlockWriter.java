package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Block;
import java.util.List;

/** A writer that joins blocks so that reading splits the file at the same places. */
final class BlockWriter {

    private final List<Block> blocks;
    private final String blankLine;

    BlockWriter(List<Block> blocks) {
        this.blocks = blocks;
        this.blankLine = dominantTerminator(blocks).repeat(2);
    }

    String write() {
        var file = new StringBuilder();
        for (var i = 0; i < blocks.size(); i++) {
            var block = blocks.get(i);
            var separates = i + 1 == blocks.size() || separates(block, blocks.get(i + 1), i == 0);
            file.append(block.content().text()).append(separates ? block.separator() : blankLine);
        }
        return file.toString();
    }

    /**
     * True if reading splits between the two at the separator that stands there. Without a blank line it does so only at an
     * arrow that cannot belong to the first block.
     */
    private static boolean separates(Block block, Block next, boolean isHeader) {
        var terminators = Line.of(block.separator()).size();
        if (terminators != 1) {
            return terminators > 1;
        }
        var following = Line.of(next.content().text());
        var lines = Line.of(block.content().text());
        return !following.isEmpty()
                && following.get(0).hasArrow()
                && !lines.isEmpty()
                && (isHeader || !new Lines(lines).awaitsTimings());
    }

    /** The terminator that most lines have; LF if none has more than the others. */
    private static String dominantTerminator(List<Block> blocks) {
        var lineFeeds = 0;
        var carriageReturns = 0;
        var both = 0;
        for (var block : blocks) {
            for (var line : Line.of(block.content().text() + block.separator())) {
                switch (line.terminator()) {
                    case "\n" -> lineFeeds++;
                    case "\r" -> carriageReturns++;
                    case "\r\n" -> both++;
                    default -> {
                        // The end of the file.
                    }
                }
            }
        }
        if (both > lineFeeds && both >= carriageReturns) {
            return "\r\n";
        }
        return carriageReturns > lineFeeds ? "\r" : "\n";
    }
}
