package dev.holdfast.domain.subrip;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The escapes of text that SubRip would read as markup or times. SubRip has none of its own, so the character at fault is
 * written as a reference: the beginning of a tag as {@literal &}lt; and so on. Text that looks like such a reference already
 * gets another level, {@literal &}amp;lt; and so on. All other text stays as it is.
 */
final class LiteralText {

    private static final String LEVELS = "&(?:amp;)*+";

    private static final Pattern MARKUP = Pattern.compile(
            "(?:<|" + LEVELS + "lt;)(?=/?+(?:font\\b|[biu][ \\t]*+>))|(?:\\{|" + LEVELS + "#123;)(?=\\\\)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ARROW = Pattern.compile("(?<=--)(?:>|" + LEVELS + "gt;)");

    private LiteralText() {}

    /** Text in which nothing is read as markup. */
    static String withoutMarkup(String text) {
        return MARKUP.matcher(text).replaceAll(found -> escaped(found.group()));
    }

    /** The text that {@link #withoutMarkup} made this of. */
    static String restoredMarkup(String text) {
        return MARKUP.matcher(text).replaceAll(found -> unescaped(found.group()));
    }

    /** A line that is not read as times. */
    static String withoutTimes(String line) {
        return arrows(line, LiteralText::escaped);
    }

    /** The line that {@link #withoutTimes} made this of. */
    static String restoredTimes(String line) {
        return arrows(line, LiteralText::unescaped);
    }

    private static String arrows(String line, UnaryOperator<String> change) {
        var arrow = ARROW.matcher(line);
        return arrow.find() && SubRipTimings.seems(line.substring(0, arrow.start()) + ">")
                ? arrow.replaceAll(found -> change.apply(found.group()))
                : line;
    }

    private static String escaped(String start) {
        return switch (start) {
            case "<" -> "&lt;";
            case ">" -> "&gt;";
            case "{" -> "&#123;";
            default -> "&amp;" + start.substring(1);
        };
    }

    private static String unescaped(String start) {
        return switch (start) {
            case "&lt;" -> "<";
            case "&gt;" -> ">";
            case "&#123;" -> "{";
            default -> start.startsWith("&amp;") ? "&" + start.substring("&amp;".length()) : start;
        };
    }
}
