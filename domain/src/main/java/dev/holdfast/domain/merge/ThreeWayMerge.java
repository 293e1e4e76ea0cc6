package dev.holdfast.domain.merge;

import dev.holdfast.domain.Facet;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergePart;
import dev.holdfast.domain.MergePart.Agreed;
import dev.holdfast.domain.MergePart.Disputed;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges two texts that grew from the same one, as diff3 does: what one side alone changed is taken from it, what both
 * changed in the same way is taken once, and what each changed in its own way is disputed.
 *
 * <p>A side that changed nothing leaves the other as it is. With the sides exchanged, a clean merge is the same and a
 * conflicting one is its mirror image. Changes that touch, with no unchanged token between them, are disputed; so are two
 * different insertions at the same place. White space is a token like any other, so two neighbouring words can be changed by
 * different sides; but where one side changed words and the other only the white space around them, the words count. Time and memory are bounded for any input.
 *
 * <p>Words that are disputed in several places are one part where a choice between them would make a text that nobody wrote.
 */
public final class ThreeWayMerge {

    /** Merge of one part by further rules. */
    private interface PartMerge {
        MergePart part(MergePart part, boolean beginsLine, boolean endsLine);
    }

    private ThreeWayMerge() {}

    /**
     * Merges.
     *
     * @param base the text that both sides started from
     * @param mine one side
     * @param theirs the other side
     * @param granularity the unit that is kept together; text is first merged by lines in any case, and a disputed part of it then
     *     word by word if it is {@link Granularity#WORDS}; if one side is then disputed and has hardly a word of the base, all is
     */
    public static Merge merge(String base, String mine, String theirs, Granularity granularity) {
        var whole = part(base, mine, theirs);
        if (whole.dispute().isEmpty()) {
            return Merge.of(List.of(whole));
        }
        var parts = new ArrayList<MergePart>();
        for (var part : parts(
                Tokens.lines(base), Tokens.lines(mine), Tokens.lines(theirs), (part, beginsLine, endsLine) -> part)) {
            if (granularity == Granularity.WORDS && part instanceof Disputed disputed) {
                parts.addAll(parts(
                        Tokens.words(disputed.base()),
                        Tokens.words(disputed.mine()),
                        Tokens.words(disputed.theirs()),
                        Spacing::yielding));
            } else {
                parts.add(part);
            }
        }
        var merged = Merge.of(parts);
        return granularity == Granularity.WORDS ? DisputedWords.together(merged, base, mine, theirs) : merged;
    }

    private static List<MergePart> parts(
            List<String> base, List<String> mine, List<String> theirs, PartMerge partMerge) {
        var inMine = Alignment.of(base, mine);
        var inTheirs = Alignment.of(base, theirs);
        var parts = new ArrayList<MergePart>();
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
            var beginsLine = b == 0 || Spacing.isBreak(base.get(b - 1));
            var endsLine = atEnd || Spacing.isBreak(base.get(next));
            var part = part(text(base, b, next), text(mine, m, mEnd), text(theirs, t, tEnd));
            parts.add(partMerge.part(part, beginsLine, endsLine));
            if (!atEnd) {
                parts.add(Agreed.unchanged(Facet.TEXT, base.get(next)));
            }
            b = next + 1;
            m = mEnd + 1;
            t = tEnd + 1;
        }
        return parts;
    }

    private static MergePart part(String base, String mine, String theirs) {
        if (mine.equals(base) || mine.equals(theirs)) {
            return new Agreed(Facet.TEXT, base, mine, theirs, theirs);
        }
        return theirs.equals(base)
                ? new Agreed(Facet.TEXT, base, mine, theirs, mine)
                : new Disputed(Facet.TEXT, base, mine, theirs);
    }

    private static String text(List<String> tokens, int start, int end) {
        return String.join("", tokens.subList(start, end));
    }
}
