package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Facet;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergePart;
import dev.holdfast.domain.merge.Granularity;
import dev.holdfast.domain.merge.ThreeWayMerge;
import dev.holdfast.domain.webvtt.FacetMerge.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A merge of two edits of one cue, facet by facet: identifier, start and end each as a whole, settings by name, the text by words.
 * A facet is compared by its meaning and taken over as it was written.
 */
final class CueMerge {

    private final WrittenCue base;
    private final WrittenCue mine;
    private final WrittenCue theirs;
    private final List<MergePart> parts = new ArrayList<>();

    CueMerge(WrittenCue base, WrittenCue mine, WrittenCue theirs) {
        this.base = base;
        this.mine = mine;
        this.theirs = theirs;
    }

    Merge merge() {
        add(Facet.IDENTIFIER, WrittenCue::identifier, cue -> cue.cue().identifier());
        add(Facet.TIMING, cue -> cue.timings().indent(), cue -> "");
        add(
                Facet.START,
                cue -> cue.timings().start().text(),
                cue -> cue.timings().start().millis());
        add(Facet.TIMING, cue -> cue.timings().arrow(), cue -> "");
        add(
                Facet.END,
                cue -> cue.timings().end().text(),
                cue -> cue.timings().end().millis());
        parts.addAll(SettingsMerge.parts(
                base.timings().rest(), mine.timings().rest(), theirs.timings().rest()));
        parts.addAll(ThreeWayMerge.merge(base.body(), mine.body(), theirs.body(), Granularity.WORDS)
                .parts());
        return Merge.of(parts);
    }

    private void add(Facet facet, Function<WrittenCue, String> text, Function<WrittenCue, Object> meaning) {
        parts.add(new FacetMerge(
                        facet,
                        new Written(text.apply(base), meaning.apply(base)),
                        new Written(text.apply(mine), meaning.apply(mine)),
                        new Written(text.apply(theirs), meaning.apply(theirs)))
                .part());
    }
}
