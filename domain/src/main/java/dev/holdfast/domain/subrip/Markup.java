package dev.holdfast.domain.subrip;

import dev.holdfast.domain.webvtt.CuePart;
import dev.holdfast.domain.webvtt.CueText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The conversion of a SubRip caption's text into that of a cue. */
final class Markup {

    /** The markup of SubRip files: position tags of ASS, fonts, and the three tags that WebVTT has too. */
    private static final Pattern KNOWN =
            Pattern.compile("\\{\\\\[^{}]*+\\}|</?+font\\b[^<>]*+>|</?+[biu][ \\t]*+>", Pattern.CASE_INSENSITIVE);

    private Markup() {}

    /** Converts one line: known tags are kept or left out; all else is text, in which escaped tags and times are restored. */
    static String toWebVtt(String line) {
        var text = LiteralText.restoredTimes(line);
        var result = new StringBuilder();
        var matcher = KNOWN.matcher(text);
        var from = 0;
        while (matcher.find()) {
            result.append(escaped(text.substring(from, matcher.start()))).append(kept(matcher.group()));
            from = matcher.end();
        }
        return result.append(escaped(text.substring(from))).toString();
    }

    private static String kept(String tag) {
        if (tag.startsWith("{") || tag.toLowerCase(Locale.ROOT).contains("font")) {
            return "";
        }
        return tag.replaceAll("[ \\t]", "").toLowerCase(Locale.ROOT);
    }

    private static String escaped(String text) {
        return CueText.write(List.of(new CuePart.Words(LiteralText.restoredMarkup(text))));
    }
}
