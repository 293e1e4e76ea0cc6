package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Merge;
import dev.holdfast.domain.Piece;
import dev.holdfast.domain.merge.Granularity;
import dev.holdfast.domain.merge.ThreeWayMerge;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Merges what two people made of one cue, facet by facet: identifier, start, end and settings each as a whole, the text
 * by words. A facet is compared by what it says and taken over as it was written.
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
        facet(WrittenCue::identifier, cue -> cue.cue().identifier());
        facet(cue -> cue.timings().indent(), cue -> "");
        facet(cue -> cue.timings().start().text(), cue -> cue.timings().start().millis());
        facet(cue -> cue.timings().arrow(), cue -> "");
        facet(cue -> cue.timings().end().text(), cue -> cue.timings().end().millis());
        facet(cue -> cue.timings().rest(), cue -> cue.timings().settings());
        text(ThreeWayMerge.merge(base.body(), mine.body(), theirs.body(), Granularity.WORDS));
        return pieces.stream().allMatch(Piece.Agreed.class::isInstance)
                ? new Merge.Clean(pieces.stream()
                        .map(piece -> ((Piece.Agreed) piece).text())
                        .collect(Collectors.joining()))
                : new Merge.Conflicting(List.copyOf(pieces));
    }

    private void facet(Function<WrittenCue, String> written, Function<WrittenCue, Object> says) {
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

    /** Of two ways to write the same thing the new one; of two new ones the same, whichever side it comes from. */
    private static String spelling(String base, String mine, String theirs) {
        if (mine.equals(base) || theirs.equals(base)) {
            return mine.equals(base) ? theirs : mine;
        }
        return mine.compareTo(theirs) < 0 ? mine : theirs;
    }

    private void text(Merge merged) {
        if (merged instanceof Merge.Clean clean) {
            agree(clean.text());
        } else if (merged instanceof Merge.Conflicting conflicting) {
            for (var piece : conflicting.pieces()) {
                if (piece instanceof Piece.Agreed agreed) {
                    agree(agreed.text());
                } else {
                    pieces.add(piece);
                }
            }
        }
    }

    /** Adds to the agreed text before it, if there is some. */
    private void agree(String text) {
        var last = pieces.size() - 1;
        if (last >= 0 && pieces.get(last) instanceof Piece.Agreed before) {
            pieces.set(last, new Piece.Agreed(before.text() + text));
        } else if (!text.isEmpty()) {
            pieces.add(new Piece.Agreed(text));
        }
    }
}
