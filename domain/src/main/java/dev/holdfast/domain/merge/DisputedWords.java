package dev.holdfast.domain.merge;

import dev.holdfast.domain.Facet;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergePart;
import dev.holdfast.domain.MergePart.Agreed;
import dev.holdfast.domain.MergePart.Disputed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Disputed words of a text, as somebody can choose between them. Words of two texts that have little in common are alike by
 * chance, here and there a blank or an article: a choice about each place between them would mix both texts into one that
 * nobody wrote. Nothing becomes disputed in a merge that is clean.
 */
final class DisputedWords {

    /** A side that has fewer than one of so many words in common with the base wrote a text of its own. */
    private static final int WORDS_FOR_ONE_IN_COMMON = 4;

    /** In a text of fewer words each is plain to see, and is chosen by itself. */
    private static final int FEWEST_WORDS = 4;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Pattern WORD_OR_BREAK = Pattern.compile("[\\p{L}\\p{N}\r\n]");

    private DisputedWords() {}

    /** The merge with one disputed part where a side was written anew, or where no word stands between two of them. */
    static Merge together(Merge merge, String base, String mine, String theirs) {
        if (merge.conflicts().isEmpty()) {
            return merge;
        }
        return isWrittenAnew(base, mine) || isWrittenAnew(base, theirs)
                ? asOne(base, mine, theirs)
                : Merge.of(neighboursTogether(merge.parts()));
    }

    private static boolean isWrittenAnew(String base, String side) {
        var before = words(base);
        var after = words(side);
        var common =
                Arrays.stream(Alignment.of(before, after)).filter(at -> at >= 0).count();
        var fewer = Math.min(before.size(), after.size());
        return fewer >= FEWEST_WORDS && common * WORDS_FOR_ONE_IN_COMMON < fewer;
    }

    private static List<String> words(String text) {
        return Tokens.words(text).stream()
                .filter(token -> WORD.matcher(token).find())
                .toList();
    }

    /** All of the text but the white space around it. */
    private static Merge asOne(String base, String mine, String theirs) {
        var start = sharedStart(base, mine, theirs);
        var end = sharedEnd(start, base, mine, theirs);
        return Merge.of(List.of(
                Agreed.unchanged(Facet.TEXT, base.substring(0, start)),
                new Disputed(Facet.TEXT, inner(base, start, end), inner(mine, start, end), inner(theirs, start, end)),
                Agreed.unchanged(Facet.TEXT, base.substring(base.length() - end))));
    }

    private static int sharedStart(String base, String mine, String theirs) {
        var shortest = Math.min(base.length(), Math.min(mine.length(), theirs.length()));
        var start = 0;
        while (start < shortest && isSharedSpace(base.charAt(start), mine.charAt(start), theirs.charAt(start))) {
            start++;
        }
        return start;
    }

    private static int sharedEnd(int start, String base, String mine, String theirs) {
        var shortest = Math.min(base.length(), Math.min(mine.length(), theirs.length()));
        var end = 0;
        while (end < shortest - start && isSharedSpace(last(base, end), last(mine, end), last(theirs, end))) {
            end++;
        }
        return end;
    }

    private static char last(String text, int after) {
        return text.charAt(text.length() - 1 - after);
    }

    private static boolean isSharedSpace(char base, char mine, char theirs) {
        return Character.isWhitespace(base) && mine == base && theirs == base;
    }

    private static String inner(String text, int start, int end) {
        return text.substring(start, text.length() - end);
    }

    private static List<MergePart> neighboursTogether(List<MergePart> parts) {
        var next = new ArrayList<MergePart>();
        for (var start = 0; start < parts.size(); ) {
            var end = endOfDispute(parts, start);
            next.add(end == start + 1 ? parts.get(start) : joined(parts.subList(start, end)));
            start = end;
        }
        return next;
    }

    /** The end of the disputed parts that are one, or of one part. */
    private static int endOfDispute(List<MergePart> parts, int start) {
        var end = start + 1;
        while (end + 1 < parts.size() && isOneDispute(parts.get(end - 1), parts.get(end), parts.get(end + 1))) {
            end += 2;
        }
        return end;
    }

    private static boolean isOneDispute(MergePart before, MergePart between, MergePart after) {
        return before.dispute().isPresent()
                && after.dispute().isPresent()
                && between.isUnchanged()
                && !WORD_OR_BREAK.matcher(between.base()).find();
    }

    private static Disputed joined(List<MergePart> parts) {
        var base = new StringBuilder();
        var mine = new StringBuilder();
        var theirs = new StringBuilder();
        for (var part : parts) {
            base.append(part.base());
            mine.append(part.mine());
            theirs.append(part.theirs());
        }
        return new Disputed(Facet.TEXT, base.toString(), mine.toString(), theirs.toString());
    }
}
