package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Facet;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergePart;
import dev.holdfast.domain.MergePart.Agreed;
import dev.holdfast.domain.MergePart.Disputed;
import dev.holdfast.domain.merge.Granularity;
import dev.holdfast.domain.merge.ThreeWayMerge;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A merge of two edits of one cue, facet by facet: identifier, start, end and settings each as a whole, the text by words. A
 * facet is compared by its meaning and taken over as it was written.
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
        add(Facet.SETTINGS, cue -> cue.timings().rest(), cue -> cue.timings().settings());
        parts.addAll(ThreeWayMerge.merge(base.body(), mine.body(), theirs.body(), Granularity.WORDS)
                .parts());
        return Merge.of(parts);
    }

    private void add(Facet facet, Function<WrittenCue, String> written, Function<WrittenCue, Object> says) {
        var was = written.apply(base);
        var one = written.apply(mine);
        var other = written.apply(theirs);
        var mineChanged = !says.apply(mine).equals(says.apply(base));
        var theirsChanged = !says.apply(theirs).equals(says.apply(base));
        if (mineChanged && theirsChanged && !says.apply(mine).equals(says.apply(theirs))) {
            parts.add(new Disputed(facet, was, one, other));
        } else if (mineChanged == theirsChanged) {
            parts.add(new Agreed(facet, was, one, other, spelling(was, one, other)));
        } else {
            parts.add(new Agreed(facet, was, one, other, mineChanged ? one : other));
        }
    }

    /** Of two spellings of the same value the new one; of two new ones always the same one, whichever side it comes from. */
    private static String spelling(String base, String mine, String theirs) {
        if (mine.equals(base) || theirs.equals(base)) {
            return mine.equals(base) ? theirs : mine;
        }
        return mine.compareTo(theirs) < 0 ? mine : theirs;
    }
}
