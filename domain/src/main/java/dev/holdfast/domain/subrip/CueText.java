package dev.holdfast.domain.subrip;

import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the text of a cue into that of a SubRip caption. */
final class CueText {

    /** A tag without an end is no tag here, so that no words are lost. */
    private static final Pattern TAG = Pattern.compile("<(/?+)([^<>\\s.]*+)([^<>\\s]*+)([^<>]*+)>");

    private static final Pattern REFERENCE =
            Pattern.compile("&(?:(amp|lt|gt|nbsp|lrm|rlm)|#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6}));");

    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "lt", "<", "gt", ">", "nbsp", "\u00A0", "lrm", "\u200E", "rlm", "\u200F");

    private final Set<String> dropped;

    /**
     * @param dropped what could not be written is added to it
     */
    CueText(Set<String> dropped) {
        this.dropped = dropped;
    }

    String toSubRip(String text) {
        var result = new StringBuilder();
        var matcher = TAG.matcher(text);
        var from = 0;
        while (matcher.find()) {
            result.append(unescaped(text.substring(from, matcher.start()))).append(kept(matcher));
            from = matcher.end();
        }
        return result.append(unescaped(text.substring(from))).toString();
    }

    private String kept(MatchResult tag) {
        var isEnd = !tag.group(1).isEmpty();
        var name = tag.group(2);
        if (tag.group(3).startsWith(".") && !isTime(name)) {
            dropped.add("classes");
        }
        switch (name) {
            case "b", "i", "u" -> {
                return "<" + tag.group(1) + name + ">";
            }
            case "c" -> {
                // Without a class it says nothing.
            }
            case "v" -> dropped.add("voices");
            case "lang" -> dropped.add("languages");
            case "ruby", "rt" -> dropped.add("ruby");
            default -> dropped.add(isTime(name) && !isEnd ? "inner timestamps" : "unknown tags");
        }
        return "";
    }

    private static boolean isTime(String name) {
        return !name.isEmpty() && SubRipTimings.isDigit(name.charAt(0));
    }

    private static String unescaped(String text) {
        return REFERENCE.matcher(text).replaceAll(reference -> Matcher.quoteReplacement(character(reference)));
    }

    private static String character(MatchResult reference) {
        if (reference.group(1) != null) {
            return NAMED.getOrDefault(reference.group(1), "");
        }
        var number = reference.group(2) != null
                ? Integer.parseInt(reference.group(2))
                : Integer.parseInt(reference.group(3), 16);
        var isCharacter =
                number > 0 && Character.isValidCodePoint(number) && Character.getType(number) != Character.SURROGATE;
        return isCharacter ? Character.toString(number) : "\uFFFD";
    }
}
