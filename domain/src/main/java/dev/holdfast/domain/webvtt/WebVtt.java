package dev.holdfast.domain.webvtt;

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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * WebVTT, the captions of the web (W3C WebVTT: The Web Video Text Tracks Format). Reading follows the parser of §6, so
 * that every file that a player shows can be edited; writing follows the syntax of §4, which is stricter.
 */
public final class WebVtt implements ContentFormat {

    /** Its cues. */
    public static final CueFormat CUES = new WebVttCues();

    private static final Pattern SIGNATURE = Pattern.compile("\\uFEFF?WEBVTT(?:[ \\t\\r\\n]|\\z)");

    @Override
    public boolean recognises(String file) {
        return SIGNATURE.matcher(file).lookingAt();
    }

    @Override
    public List<Block> split(String file, int maxBlocks) {
        return new BlockReader(file, maxBlocks).blocks();
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
        var syntax = new BlockSyntax(content);
        var kind = syntax.intended();
        refuse(Flaw.firstNew(List.of(), syntax.flaws(kind)), content);
        return Block.of(kind, content);
    }

    @Override
    public void validate(Block before, Content next) {
        refuse(introduced(before, next), next);
    }

    @Override
    public Merge merge(Block base, Content mine, Content theirs) {
        return new MergeSyntax(base, mine, theirs).withoutNewFlaw(merged(base, mine, theirs));
    }

    private static Merge merged(Block base, Content mine, Content theirs) {
        if (base.kind() == SegmentKind.CUE) {
            var cues = Stream.of(base.content(), mine, theirs)
                    .flatMap(content -> WrittenCue.parse(content).stream())
                    .toList();
            if (cues.size() == 3) {
                return new CueMerge(cues.get(0), cues.get(1), cues.get(2)).merge();
            }
        }
        return ThreeWayMerge.merge(base.content().text(), mine.text(), theirs.text(), Granularity.WORDS);
    }

    private static Optional<Flaw> introduced(Block before, Content next) {
        var kind = before.kind();
        return Flaw.firstNew(new BlockSyntax(before.content()).flaws(kind), new BlockSyntax(next).flaws(kind));
    }

    @Override
    public Optional<CueFormat> cues() {
        return Optional.of(CUES);
    }

    private static void refuse(Optional<Flaw> flaw, Content content) {
        flaw.ifPresent(first -> {
            throw first.in(content.text());
        });
    }
}
