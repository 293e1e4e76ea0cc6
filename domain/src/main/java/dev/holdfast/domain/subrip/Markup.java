package dev.holdfast.domain.subrip;

import dev.holdfast.domain.captions.Alignment;
import dev.holdfast.domain.captions.Colours;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.webvtt.CuePart;
import dev.holdfast.domain.webvtt.CueText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The conversion of a SubRip caption's text, line by line, into the text and the settings of a cue. */
final class Markup {

    /** The markup of SubRip files: tags of ASS, fonts, and the three tags that WebVTT has too. */
    private static final Pattern KNOWN =
            Pattern.compile("\\{\\\\[^{}]*+\\}|</?+font\\b[^<>]*+>|</?+[biu][ \\t]*+>", Pattern.CASE_INSENSITIVE);

    private static final Pattern FONT_ATTRIBUTE = Pattern.compile(
            "([a-z]++)[ \\t]*+=[ \\t]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^ \\t>]++))", Pattern.CASE_INSENSITIVE);

    private final Set<Loss> dropped;

    /** The fonts that are open; true for those that became a span. */
    private final Deque<Boolean> fonts = new ArrayDeque<>();

    private String settings = "";

    /**
     * @param dropped is given the parts that a cue cannot hold
     */
    Markup(Set<Loss> dropped) {
        this.dropped = dropped;
    }

    /** The settings for the position of the lines so far. */
    String settings() {
        return settings;
    }

    /** Converts one line: known tags are converted or left out; all else is text, in which escaped tags and times are restored. */
    String toWebVtt(String line) {
        var text = LiteralText.restoredTimes(line);
        var result = new StringBuilder();
        var matcher = KNOWN.matcher(text);
        var from = 0;
        while (matcher.find()) {
            result.append(escaped(text.substring(from, matcher.start()))).append(converted(matcher.group()));
            from = matcher.end();
        }
        return result.append(escaped(text.substring(from))).toString();
    }

    private String converted(String tag) {
        if (tag.startsWith("{")) {
            readOverride(tag);
            return "";
        }
        var lower = tag.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<font")) {
            return font(tag);
        }
        if (lower.startsWith("</font")) {
            var open = fonts.poll();
            return open != null && open ? "</c>" : "";
        }
        return lower.replaceAll("[ \\t]", "");
    }

    private void readOverride(String tag) {
        var alignment = Alignment.ofOverride(tag);
        if (alignment.isPresent()) {
            settings = alignment.get().settings();
        } else {
            dropped.add(tag.startsWith("{\\pos") || tag.startsWith("{\\move") ? Loss.POSITIONS : Loss.EFFECTS);
        }
    }

    private String font(String tag) {
        var colour = Optional.<String>empty();
        var attributes = FONT_ATTRIBUTE.matcher(tag);
        while (attributes.find()) {
            var value = Optional.ofNullable(attributes.group(2))
                    .or(() -> Optional.ofNullable(attributes.group(3)))
                    .orElseGet(() -> attributes.group(4));
            var isColour = attributes.group(1).equalsIgnoreCase("color");
            if (isColour) {
                colour = Colours.named(value);
            }
            if (!isColour || colour.isEmpty()) {
                dropped.add(isColour ? Loss.COLOURS : Loss.FONTS);
            }
        }
        fonts.push(colour.isPresent());
        return colour.map(name -> "<c." + name + ">").orElse("");
    }

    private static String escaped(String text) {
        return CueText.write(List.of(new CuePart.Words(LiteralText.restoredMarkup(text))));
    }
}
