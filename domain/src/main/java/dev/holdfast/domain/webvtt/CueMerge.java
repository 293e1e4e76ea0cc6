package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Merge;
import dev.holdfast.domain.Piece;
import dev.holdfast.domain.merge.Granularity;
import dev.holdfast.domain.merge.ThreeWayMerge;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A merge of two edits of one cue, part by part: identifier, start, end and settings each as a whole, the text by words. A
 * part is compared by its meaning and taken over as it was written.
 */
final class CueMerge {

    private final WrittenCue base;
    private final WrittenCue mine;
    private final WrittenCue theirs;
    private final List<Piece> pieces = new ArrayList<>();

    CueMerge(WrittenCue base, WrittenCue mine, WrittenCue theirs) {
        this.base = base;
        this.mine = mine;
        this.theirs = theirs;
    }

    Merge merge() {
        part(WrittenCue::identifier, cue -> cue.cue().identifier());
        part(cue -> cue.timings().indent(), cue -> "");
        part(cue -> cue.timings().start().text(), cue -> cue.timings().start().millis());
        part(cue -> cue.timings().arrow(), cue -> "");
        part(cue -> cue.timings().end().text(), cue -> cue.timings().end().millis());
        part(cue -> cue.timings().rest(), cue -> cue.timings().settings());
        pieces.addAll(ThreeWayMerge.merge(base.body(), mine.body(), theirs.body(), Granularity.WORDS)
                .pieces());
        return Merge.of(pieces);
    }

    private void part(Function<WrittenCue, String> written, Function<WrittenCue, Object> says) {
        var mineChanged = !says.apply(mine).equals(says.apply(base));
        var theirsChanged = !says.apply(theirs).equals(says.apply(base));
        if (mineChanged && theirsChanged && !says.apply(mine).equals(says.apply(theirs))) {
            pieces.add(new Piece.Disputed(written.apply(base), written.apply(mine), written.apply(theirs)));
        } else if (mineChanged == theirsChanged) {
            agree(spelling(written.apply(base), written.apply(mine), written.apply(theirs)));
        } else {
            agree(written.apply(mineChanged ? mine : theirs));
        }
    }

    /** Of two spellings of the same value the new one; of two new ones always the same one, whichever side it comes from. */
    private static String spelling(String base, String mine, String theirs) {
        if (mine.equals(base) || theirs.equals(base)) {
            return mine.equals(base) ? theirs : mine;
        }
        return mine.compareTo(theirs) < 0 ? mine : theirs;
    }

    private void agree(String text) {
        pieces.add(new Piece.Agreed(text));
    }
}
