package dev.holdfast.domain.merge;

import dev.holdfast.domain.MergePart;
import dev.holdfast.domain.MergePart.Agreed;
import dev.holdfast.domain.MergePart.Disputed;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * White space of a text that people read. Where one side only spaced or broke words in another way, and the other changed those
 * words, nobody needs to choose. Indentation and blank lines say something by themselves, and are no mere white space.
 */
final class Spacing {

    private static final Pattern RUN = Pattern.compile("[ \\t\\f\\r\\n\\u00A0\\u3000]+");
    private static final Pattern MERE = Pattern.compile("[ \\t\\f\\u00A0\\u3000]*(\\r\\n|\\r|\\n)?");

    private static final Pattern BREAK = Pattern.compile("[\\r\\n]");

    private final boolean beginsLine;
    private final boolean endsLine;

    private Spacing(boolean beginsLine, boolean endsLine) {
        this.beginsLine = beginsLine;
        this.endsLine = endsLine;
    }

    /**
     * The part as it is, or with the words of the side that changed some.
     *
     * @param beginsLine true if a line begins with it
     * @param endsLine true if a line ends with it
     */
    static MergePart yielding(MergePart part, boolean beginsLine, boolean endsLine) {
        return part.dispute()
                .map(dispute -> yielding(dispute, new Spacing(beginsLine, endsLine)))
                .orElse(part);
    }

    private static MergePart yielding(Disputed part, Spacing spacing) {
        var words = spacing.words(part.base());
        var mineHasThem = spacing.words(part.mine()).equals(words);
        var theirsHasThem = spacing.words(part.theirs()).equals(words);
        if (mineHasThem == theirsHasThem) {
            return part;
        }
        var text = mineHasThem ? part.theirs() : part.mine();
        return new Agreed(part.facet(), part.base(), part.mine(), part.theirs(), text);
    }

    /** The text with one blank for each mere white space, and without it at its ends. */
    private String words(String text) {
        var words = RUN.matcher(text).replaceAll(run -> isMere(run, text) ? " " : run.group());
        var start = words.startsWith(" ") && !beginsLine ? 1 : 0;
        return words.substring(start, words.endsWith(" ") ? Math.max(start, words.length() - 1) : words.length());
    }

    private boolean isMere(MatchResult run, String text) {
        var isIndent = beginsLine && run.start() == 0;
        var isBlankLine = endsLine
                && run.end() == text.length()
                && BREAK.matcher(run.group()).find();
        return !isIndent && !isBlankLine && MERE.matcher(run.group()).matches();
    }

    /** True for a token that ends a line. */
    static boolean isBreak(String token) {
        return token.endsWith("\n") || token.endsWith("\r");
    }
}
