package dev.holdfast.domain.captions.ttml;

import dev.holdfast.domain.captions.Alignment;
import dev.holdfast.domain.captions.Colours;
import dev.holdfast.domain.captions.Style;
import dev.holdfast.domain.format.Loss;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The styles, regions and speakers that a document defines in its head. */
final class Appearance {

    private static final int MAX_DEFINITIONS = 10_000;

    private final Set<Loss> dropped;

    private final Map<String, Map<String, String>> definitions = new HashMap<>();
    private final Map<String, String> agents = new HashMap<>();
    private String region = "";
    private String agent = "";
    private boolean isInName;

    Appearance(Set<Loss> dropped) {
        this.dropped = dropped;
    }

    /** An element of the head, or one within it. */
    void start(String name, Map<String, String> attributes) {
        var id = attributes.getOrDefault("id", "");
        if (name.equals("region")) {
            region = id;
        }
        if (name.equals("agent")) {
            agent = id;
        }
        isInName = name.equals("name");
        var isOfRegion = name.equals("style") && !region.isEmpty() && id.isEmpty();
        if ((name.equals("style") || name.equals("region")) && definitions.size() < MAX_DEFINITIONS) {
            var resolved = resolved(attributes);
            definitions.merge(isOfRegion ? region : id, resolved, (before, more) -> {
                var both = new HashMap<>(before);
                both.putAll(more);
                return both;
            });
        }
    }

    void end(String name) {
        isInName = false;
        if (name.equals("region")) {
            region = "";
        }
        if (name.equals("agent")) {
            agent = "";
        }
    }

    /** The text of an element that is not content: the name of a speaker, or nothing of interest. */
    void readName(String text) {
        if (isInName && !agent.isEmpty() && agents.size() < MAX_DEFINITIONS) {
            agents.putIfAbsent(agent, text.strip());
        }
    }

    /** The properties with those of the styles that they refer to. */
    private Map<String, String> resolved(Map<String, String> attributes) {
        var all = new HashMap<String, String>();
        for (var reference : attributes.getOrDefault("style", "").strip().split("\\s+", -1)) {
            all.putAll(definitions.getOrDefault(reference, Map.of()));
        }
        all.putAll(attributes);
        return all;
    }

    /** The look of an element within one that looks so. */
    Look within(Look around, Map<String, String> attributes) {
        var all = new HashMap<>(definitions.getOrDefault(attributes.getOrDefault("region", ""), Map.of()));
        all.putAll(resolved(attributes));
        return new Look(style(around.style(), all), alignment(around.alignment(), all));
    }

    private Style style(Style around, Map<String, String> all) {
        var style = around;
        if (all.containsKey("fontStyle")) {
            style = style.withItalic(!String.valueOf(all.get("fontStyle")).equals("normal"));
        }
        if (all.containsKey("fontWeight")) {
            style = style.withBold(String.valueOf(all.get("fontWeight")).equals("bold"));
        }
        if (all.containsKey("textDecoration")) {
            style = style.withUnderline(underlined(style, String.valueOf(all.get("textDecoration"))));
        }
        if (all.containsKey("color")) {
            style = style.withColour(colour(String.valueOf(all.get("color"))));
        }
        if (all.containsKey("ruby")) {
            dropped.add(Loss.RUBY);
        }
        if (all.containsKey("fontFamily") || all.containsKey("fontSize")) {
            dropped.add(Loss.FONTS);
        }
        var voice = agents.getOrDefault(all.getOrDefault("agent", ""), "");
        return voice.isEmpty() ? style : style.withVoice(voice);
    }

    private static boolean underlined(Style style, String decoration) {
        var isOff = decoration.contains("noUnderline") || decoration.equals("none");
        return !isOff && (decoration.contains("underline") || style.underline());
    }

    /** White is what captions are anyway. */
    private String colour(String value) {
        var colour = Colours.named(value);
        if (colour.isEmpty()) {
            dropped.add(Loss.COLOURS);
        }
        return colour.filter(name -> !name.equals("white")).orElse("");
    }

    private Alignment alignment(Alignment around, Map<String, String> all) {
        var row = switch (all.getOrDefault("displayAlign", "")) {
            case "before" -> 2;
            case "center" -> 1;
            case "after" -> 0;
            default -> (around.number() - 1) / 3;
        };
        var column = switch (all.getOrDefault("textAlign", "")) {
            case "left", "start" -> 1;
            case "center" -> 2;
            case "right", "end" -> 3;
            default -> (around.number() - 1) % 3 + 1;
        };
        if (all.containsKey("origin") && !all.containsKey("displayAlign")) {
            dropped.add(Loss.POSITIONS);
        }
        return new Alignment(row * 3 + column);
    }
}
