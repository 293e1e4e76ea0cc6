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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A format of text without a structure known to Holdfast. Any text is valid but for JSON, each segment is a text of its own, and in a file
 * they stand one below the other with a blank line between.
 */
public final class PlainText implements ContentFormat {

    private static final String BETWEEN = "\n\n";

    private static final Set<Facet> ALL = Set.of(Facet.TEXT);

    private final Granularity granularity;
    private final Function<String, List<String>> syntax;
    private final Function<String, List<JsonFlaw>> validation;

    private PlainText(
            Granularity granularity,
            Function<String, List<String>> syntax,
            Function<String, List<JsonFlaw>> validation) {
        this.granularity = granularity;
        this.syntax = syntax;
        this.validation = validation;
    }

    /** Text that people read, merged word by word. */
    public static PlainText prose() {
        return new PlainText(Granularity.WORDS, text -> List.of(), text -> List.of());
    }

    /** Markdown, merged word by word. No merge leaves a mark, a fence or a bracket alone, or breaks a table or a numbered list. */
    public static PlainText markdown() {
        return new PlainText(Granularity.WORDS, MarkdownSyntax::flaws, text -> List.of());
    }

    /**
     * JSON, merged line by line. No merge makes a text that is not JSON, or an object with the same name twice, and no edit does; white
     * space alone is a text that is not written yet.
     */
    public static PlainText json() {
        return new PlainText(Granularity.LINES, PlainText::namesOfFlaws, PlainText::flaws);
    }

    private static List<String> namesOfFlaws(String text) {
        return JsonSyntax.flaws(text).stream().map(JsonFlaw::name).toList();
    }

    private static List<JsonFlaw> flaws(String text) {
        return text.isBlank() ? List.of() : JsonSyntax.flaws(text);
    }

    @Override
    public PlainText lenient() {
        return new PlainText(granularity, syntax, text -> List.of());
    }

    /** The whole file as one segment: where its parts begin only its author knows. */
    @Override
    public List<Block> split(String file, int maxBlocks) {
        return List.of(compose(new Content(file.replace('\0', '\uFFFD'))));
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
        requireNoFlaw(content.text(), List.of());
        return Block.of(SegmentKind.TEXT, content);
    }

    @Override
    public void validate(Block before, Content next) {
        requireNoFlaw(next.text(), validation.apply(before.content().text()));
    }

    private void requireNoFlaw(String text, List<JsonFlaw> accepted) {
        var known = accepted.stream().map(JsonFlaw::name).collect(Collectors.toCollection(ArrayList::new));
        for (var flaw : validation.apply(text)) {
            if (!known.remove(flaw.name())) {
                throw flaw.in(text);
            }
        }
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
