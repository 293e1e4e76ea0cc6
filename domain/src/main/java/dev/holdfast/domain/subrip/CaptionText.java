package dev.holdfast.domain.subrip;

import dev.holdfast.domain.webvtt.CueText;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Turns the text of a cue into that of a SubRip caption. */
final class CaptionText {

    /** A tag without an end is no tag here, so that no words are lost. */
    private static final Pattern TAG = Pattern.compile("<(/?+)([^<>\\s.]*+)([^<>\\s]*+)([^<>]*+)>");

    private final Set<String> dropped;

    /**
     * @param dropped what could not be written is added to it
     */
    CaptionText(Set<String> dropped) {
        this.dropped = dropped;
    }

    String toSubRip(String text) {
        var result = new StringBuilder();
        var matcher = TAG.matcher(text);
        var from = 0;
        while (matcher.find()) {
            result.append(CueText.unescaped(text.substring(from, matcher.start())))
                    .append(kept(matcher));
            from = matcher.end();
        }
        return result.append(CueText.unescaped(text.substring(from))).toString();
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
}
