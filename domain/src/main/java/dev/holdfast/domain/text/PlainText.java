package dev.holdfast.domain.text;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CueFormat;
import dev.holdfast.domain.format.ContentFormat;
import dev.holdfast.domain.merge.Granularity;
import dev.holdfast.domain.merge.ThreeWayMerge;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A format of text without a structure known to Holdfast. Any text is valid, each segment is a text of its own, and in a file
 * they stand one below the other with a blank line between.
 */
public final class PlainText implements ContentFormat {

    private static final String BETWEEN = "\n\n";

    private final Granularity granularity;

    private PlainText(Granularity granularity) {
        this.granularity = granularity;
    }

    /** Text that people read, merged word by word. */
    public static PlainText prose() {
        return new PlainText(Granularity.WORDS);
    }

    /** Text that machines read, merged line by line. */
    public static PlainText lines() {
        return new PlainText(Granularity.LINES);
    }

    /** The whole file as one segment: where its parts begin only its author knows. */
    @Override
    public List<Block> split(String file, int maxBlocks) {
        return List.of(Block.of(SegmentKind.TEXT, new Content(file.replace('\0', '\uFFFD'))));
    }

    @Override
    public String join(List<Block> blocks) {
        return blocks.stream().map(block -> block.content().text()).collect(Collectors.joining(BETWEEN));
    }

    @Override
    public List<Block> opening() {
        return List.of();
    }

    @Override
    public Block compose(Content content) {
        return Block.of(SegmentKind.TEXT, content);
    }

    @Override
    public void validate(Block before, Content next) {
        // Any text is valid.
    }

    @Override
    public Merge merge(Block base, Content mine, Content theirs) {
        return ThreeWayMerge.merge(base.content().text(), mine.text(), theirs.text(), granularity);
    }

    @Override
    public Optional<CueFormat> cues() {
        return Optional.empty();
    }
}
