package dev.holdfast.domain.merge;

import dev.holdfast.domain.Merge;
import dev.holdfast.domain.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges two texts that grew from the same one, as diff3 does: what one side alone changed is taken from it, what both
 * changed in the same way is taken once, and what each changed in its own way is disputed.
 *
 * <p>A side that changed nothing leaves the other as it is. With the sides exchanged, a clean merge is the same and a
 * conflicting one is its mirror image. Changes that touch, with no unchanged token between them, are disputed; so are two
 * different insertions at the same place. White space is a token like any other, so two neighbouring words can be changed by
 * different sides. Time and memory are bounded for any input.
 */
public final class ThreeWayMerge {

    private ThreeWayMerge() {}

    /**
     * Merges.
     *
     * @param base the text that both sides started from
     * @param mine one side
     * @param theirs the other side
     * @param granularity the unit that is kept together; text is first merged by lines in any case, and a disputed part of it then
     *     word by word if it is {@link Granularity#WORDS}
     */
    public static Merge merge(String base, String mine, String theirs, Granularity granularity) {
        if (mine.equals(base) || mine.equals(theirs)) {
            return new Merge.Clean(theirs);
        }
        if (theirs.equals(base)) {
            return new Merge.Clean(mine);
        }
        var pieces = new ArrayList<Piece>();
        for (var piece : pieces(Tokens.lines(base), Tokens.lines(mine), Tokens.lines(theirs))) {
            if (granularity == Granularity.WORDS && piece instanceof Piece.Disputed disputed) {
                pieces.addAll(pieces(
                        Tokens.words(disputed.base()), Tokens.words(disputed.mine()), Tokens.words(disputed.theirs())));
            } else {
                pieces.add(piece);
            }
        }
        return Merge.of(pieces);
    }

    private static List<Piece> pieces(List<String> base, List<String> mine, List<String> theirs) {
        var inMine = Alignment.of(base, mine);
        var inTheirs = Alignment.of(base, theirs);
        var pieces = new ArrayList<Piece>();
        var b = 0;
        var m = 0;
        var t = 0;
        for (var next = 0; next <= base.size(); next++) {
            var atEnd = next == base.size();
            if (!atEnd && (inMine[next] < 0 || inTheirs[next] < 0)) {
                continue;
            }
            var mEnd = atEnd ? mine.size() : inMine[next];
            var tEnd = atEnd ? theirs.size() : inTheirs[next];
            pieces.add(piece(text(base, b, next), text(mine, m, mEnd), text(theirs, t, tEnd)));
            if (!atEnd) {
                pieces.add(new Piece.Agreed(base.get(next)));
            }
            b = next + 1;
            m = mEnd + 1;
            t = tEnd + 1;
        }
        return pieces;
    }

    private static Piece piece(String base, String mine, String theirs) {
        if (mine.equals(base) || mine.equals(theirs)) {
            return new Piece.Agreed(theirs);
        }
        return theirs.equals(base) ? new Piece.Agreed(mine) : new Piece.Disputed(base, mine, theirs);
    }

    private static String text(List<String> tokens, int start, int end) {
        return String.join("", tokens.subList(start, end));
    }
}
