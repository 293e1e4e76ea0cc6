package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.ContentFormat;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.merge.Merge;
import dev.holdfast.domain.text.PlainText;
import java.util.List;

/** Stand-in. */
public final class WebVtt implements ContentFormat {
    private final ContentFormat text = PlainText.prose("text/vtt");

    @Override
    public String mediaType() {
        return "text/vtt";
    }

    @Override
    public List<Block> split(String file) {
        return text.split(file);
    }

    @Override
    public String join(List<Block> blocks) {
        return text.join(blocks);
    }

    @Override
    public List<Block> opening() {
        return List.of(Block.of(SegmentKind.HEADER, new Content("WEBVTT")));
    }

    @Override
    public Block compose(Content content) {
        return text.compose(content);
    }

    @Override
    public void validate(Block before, Content next) {}

    @Override
    public Merge merge(Block base, Content mine, Content theirs) {
        return text.merge(base, mine, theirs);
    }
}
