package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.ContentFormat;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.merge.Granularity;
import dev.holdfast.domain.merge.Merge;
import dev.holdfast.domain.merge.ThreeWayMerge;
import java.util.List;

/**
 * WebVTT, the captions of the web (W3C WebVTT: The Web Video Text Tracks Format). Reading follows the parser of §6, so
 * that every file that a player shows can be edited; writing follows the syntax of §4, which is stricter.
 */
public final class WebVtt implements ContentFormat {

    @Override
    public String mediaType() {
        return "text/vtt";
    }

    @Override
    public List<Block> split(String file) {
        return new BlockReader(file).blocks();
    }

    @Override
    public String join(List<Block> blocks) {
        return new BlockWriter(blocks).write();
    }

    @Override
    public List<Block> opening() {
        return List.of(Block.of(SegmentKind.HEADER, new Content("WEBVTT")));
    }

    @Override
    public Block compose(Content content) {
        return Block.of(SegmentKind.CUE, content);
    }

    @Override
    public void validate(Block before, Content next) {}

    @Override
    public Merge merge(Block base, Content mine, Content theirs) {
        return ThreeWayMerge.merge(base.content().text(), mine.text(), theirs.text(), Granularity.WORDS);
    }
}
