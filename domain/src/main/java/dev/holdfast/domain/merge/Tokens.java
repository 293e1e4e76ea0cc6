package dev.holdfast.domain.merge;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tokens of a text, which a merge keeps together. Joined again, they are the text. */
final class Tokens {

    /** Java's rules for Thai are those for all languages and a dictionary of Thai, which is written without spaces. */
    private static final Locale RULES = Locale.forLanguageTag("th");

    /**
     * Characters of Thai in a row that are looked up in the dictionary at once. The search of the class library takes time that
     * grows with their square, and people put blanks between phrases.
     */
    private static final int MAX_RUN = 500;

    /** Characters at the end of such a section whose words may go on after it. */
    private static final int UNSAFE = 100;

    private Tokens() {}

    /** Words, punctuation and white space, each by itself. The work grows with the length of the text and no faster. */
    static List<String> words(String text) {
        var tokens = new ArrayList<String>();
        var borders = BreakIterator.getWordInstance(RULES);
        for (var start = 0; start < text.length(); ) {
            var end = sectionEnd(text, start);
            borders.setText(text.substring(start, end));
            var last = end == text.length() ? end - start : lastSafe(borders, end - start);
            addTokens(text.substring(start, start + last), borders, tokens);
            start += last;
        }
        return tokens;
    }

    /** The end of the text, or of {@link #MAX_RUN} Thai characters in a row. */
    static int sectionEnd(String text, int start) {
        var run = 0;
        for (var i = start; i < text.length(); i++) {
            run = Character.UnicodeBlock.THAI.equals(Character.UnicodeBlock.of(text.charAt(i))) ? run + 1 : 0;
            if (run == MAX_RUN) {
                return i + 1;
            }
        }
        return text.length();
    }

    /** The last border that what comes after the section does not move. */
    private static int lastSafe(BreakIterator borders, int length) {
        var last = borders.preceding(length - UNSAFE);
        return last > 0 ? last : length;
    }

    private static void addTokens(String section, BreakIterator borders, List<String> tokens) {
        var start = borders.first();
        while (start < section.length()) {
            var end = Math.min(borders.next(), section.length());
            tokens.add(section.substring(start, end));
            start = end;
        }
    }

    /** Lines, each with the LF, CR or CRLF that ends it. */
    static List<String> lines(String text) {
        var tokens = new ArrayList<String>();
        var start = 0;
        for (var i = 0; i < text.length(); i++) {
            var ends = text.charAt(i) == '\n' || (text.charAt(i) == '\r' && !text.startsWith("\n", i + 1));
            if (ends) {
                tokens.add(text.substring(start, i + 1));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            tokens.add(text.substring(start));
        }
        return tokens;
    }
}
