package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Facet;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergePart.Disputed;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.merge.MergedFlaws;
import dev.holdfast.domain.webvtt.CuePart.Closing;
import dev.holdfast.domain.webvtt.CuePart.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The syntax check of a merge of one block. Changes that are right each by itself can be wrong together: spans that cross,
 * a voice within a voice, a time within the text that is no longer within the cue.
 */
final class MergeSyntax {

    private static final Set<Facet> TIMES = Set.of(Facet.START, Facet.END);
    private static final Set<Facet> TEXT = Set.of(Facet.TEXT);
    private static final Set<Facet> TIMING = Set.of(Facet.TIMING);
    private static final Set<Facet> TIMES_AND_TEXT = Set.of(Facet.START, Facet.END, Facet.TEXT);
    private static final Set<Facet> ALL = Set.of(Facet.values());

    private final SegmentKind kind;
    private final String base;
    private final String mine;
    private final String theirs;
    private final List<String> flawsOfBase;
    private final List<String> flawsOfMine;
    private final List<String> flawsOfTheirs;

    MergeSyntax(Block base, Content mine, Content theirs) {
        this.kind = base.kind();
        this.base = base.content().text();
        this.mine = mine.text();
        this.theirs = theirs.text();
        this.flawsOfBase = kinds(this.base);
        this.flawsOfMine = kinds(this.mine);
        this.flawsOfTheirs = kinds(this.theirs);
    }

    /**
     * The same merge, or one with those facets disputed whose changes do not go together. White space is disputed only where
     * the text of a side has that very flaw.
     */
    Merge withoutNewFlaw(Merge merged) {
        var clean = merged.cleanText();
        if (clean.isPresent() ? !isFlawed(clean.get()) : hasNoMoreFlaws(merged)) {
            return merged;
        }
        return Stream.of(TIMES, TEXT, TIMING, TIMES_AND_TEXT)
                .map(merged::disputing)
                .filter(this::hasNoMoreFlaws)
                .findFirst()
                .orElseGet(() -> merged.disputing(ALL));
    }

    private boolean isFlawed(String text) {
        return isRefused(text) || hasFlawOfNoSide(text);
    }

    private boolean hasNoMoreFlaws(Merge merge) {
        return hasNoMoreFlaws(merge.decided(Disputed::mine), mine)
                && hasNoMoreFlaws(merge.decided(Disputed::theirs), theirs);
    }

    private boolean hasNoMoreFlaws(String decided, String side) {
        return (!isRefused(decided) || isRefused(side)) && !hasFlawOfNoSide(decided);
    }

    /** True if it could not be saved in place of the base. */
    private boolean isRefused(String text) {
        return Flaw.firstNew(blockFlaws(base), blockFlaws(text)).isPresent();
    }

    private boolean hasFlawOfNoSide(String text) {
        return !MergedFlaws.areOfSides(kinds(text), flawsOfBase, flawsOfMine, flawsOfTheirs);
    }

    private List<Flaw> blockFlaws(String text) {
        return new BlockSyntax(new Content(text)).flaws(kind);
    }

    private List<String> kinds(String text) {
        return flaws(text).stream().map(Flaw::kind).toList();
    }

    private List<Flaw> flaws(String text) {
        var flaws = new ArrayList<>(blockFlaws(text));
        if (kind == SegmentKind.CUE) {
            WrittenCue.parse(new Content(text)).ifPresent(cue -> {
                flaws.addAll(new CueTextSyntax(cue).flaws());
                flaws.addAll(nestedVoices(cue));
            });
        }
        return flaws;
    }

    /** Voices within another. The syntax allows them, but nobody speaks with two. */
    private static List<Flaw> nestedVoices(WrittenCue cue) {
        var flaws = new ArrayList<Flaw>();
        var open = 0;
        for (var placed : CueText.parse(cue.body()).placed()) {
            if (placed.part() instanceof Opening opening && opening.span() == CueSpan.VOICE) {
                if (open++ > 0) {
                    flaws.add(new Flaw("voice", cue.bodyStart() + placed.start(), "a voice within another"));
                }
            } else if (placed.part() instanceof Closing closing && closing.span() == CueSpan.VOICE) {
                open--;
            }
        }
        return flaws;
    }
}
