package dev.holdfast.domain.merge;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tokens of a text, which a merge keeps together. Joined again, they are the text. */
final class Tokens {

    /** Java's rules for Thai are those for all languages and a dictionary of Thai, which is written without spaces. */
    private static final Locale RULES = Locale.forLanguageTag("th");

    private Tokens() {}

    /** Words, punctuation and white space, each by itself. */
    static List<String> words(String text) {
        var tokens = new ArrayList<String>();
        var borders = BreakIterator.getWordInstance(RULES);
        borders.setText(text);
        var start = borders.first();
        for (var end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
            tokens.add(text.substring(start, end));
            start = end;
        }
        return tokens;
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
