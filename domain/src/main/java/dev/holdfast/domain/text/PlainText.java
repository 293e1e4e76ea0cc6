package dev.holdfast.domain.text;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Facet;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergePart.Disputed;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CueFormat;
import dev.holdfast.domain.format.ContentFormat;
import dev.holdfast.domain.merge.Granularity;
import dev.holdfast.domain.merge.MergedFlaws;
import dev.holdfast.domain.merge.ThreeWayMerge;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A format of text without a structure known to Holdfast. Any text is valid, each segment is a text of its own, and in a file
 * they stand one below the other with a blank line between.
 */
public final class PlainText implements ContentFormat {

    private static final String BETWEEN = "\n\n";

    private static final Set<Facet> ALL = Set.of(Facet.TEXT);

    private final Granularity granularity;
    private final Function<String, List<String>> syntax;

    private PlainText(Granularity granularity, Function<String, List<String>> syntax) {
        this.granularity = granularity;
        this.syntax = syntax;
    }

    /** Text that people read, merged word by word. */
    public static PlainText prose() {
        return new PlainText(Granularity.WORDS, text -> List.of());
    }

    /** Markdown, merged word by word. No merge leaves a mark, a fence or a bracket alone, or breaks a table or a numbered list. */
    public static PlainText markdown() {
        return new PlainText(Granularity.WORDS, MarkdownSyntax::flaws);
    }

    /** JSON, merged line by line. No merge makes a text that is not JSON, or an object with the same name twice. */
    public static PlainText json() {
        return new PlainText(Granularity.LINES, JsonSyntax::flaws);
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
        var merged = ThreeWayMerge.merge(base.content().text(), mine.text(), theirs.text(), granularity);
        var isSound = Stream.<Function<Disputed, String>>of(Disputed::mine, Disputed::theirs)
                .map(merged::decided)
                .allMatch(text -> MergedFlaws.areOfSides(
                        syntax.apply(text),
                        syntax.apply(base.content().text()),
                        syntax.apply(mine.text()),
                        syntax.apply(theirs.text())));
        return isSound ? merged : merged.disputing(ALL);
    }

    @Override
    public Optional<CueFormat> cues() {
        return Optional.empty();
    }
}
