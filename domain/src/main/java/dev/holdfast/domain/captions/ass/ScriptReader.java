package dev.holdfast.domain.captions.ass;

import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.captions.Alignment;
import dev.holdfast.domain.captions.Clock;
import dev.holdfast.domain.captions.ImportedCaptions;
import dev.holdfast.domain.captions.Style;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.ReadFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A reader of a script, line by line. For use once. */
final class ScriptReader {

    /** The columns of a script that does not name them. */
    private static final String USUAL_EVENT = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text";

    private static final int MAX_STYLES = 10_000;

    /** The properties of a style that become markup. */
    private record LineStyle(Style style, Alignment alignment) {
        static final LineStyle USUAL = new LineStyle(Style.PLAIN, Alignment.USUAL);
    }

    private final ImportedCaptions captions;
    private final Map<String, LineStyle> styles = new HashMap<>();
    private List<String> styleColumns = List.of();
    private List<String> eventColumns = columns(USUAL_EVENT);
    private String section = "";
    private int number;

    ScriptReader(int maxBlocks) {
        this.captions = new ImportedCaptions(maxBlocks);
    }

    /** The document; empty if the script has no dialogue. */
    Optional<ReadFile> file() {
        return captions.isEmpty() ? Optional.empty() : Optional.of(captions.file());
    }

    void read(String line) {
        number++;
        var text = line.strip();
        if (text.startsWith("[") && text.endsWith("]")) {
            section = text.toLowerCase(Locale.ROOT);
            if (section.equals("[fonts]") || section.equals("[graphics]")) {
                captions.drop(Loss.FONTS);
            }
            return;
        }
        var colon = text.indexOf(':');
        if (colon > 0) {
            read(
                    text.substring(0, colon).toLowerCase(Locale.ROOT),
                    text.substring(colon + 1).stripLeading());
        }
    }

    private void read(String descriptor, String value) {
        var isEvents = section.equals("[events]");
        switch (descriptor) {
            case "format" -> {
                eventColumns = isEvents ? columns(value) : eventColumns;
                styleColumns = isEvents ? styleColumns : columns(value);
            }
            case "style" -> readStyle(fields(value, styleColumns));
            case "dialogue" -> readDialogue(fields(value, eventColumns));
            case "comment" -> captions.drop(Loss.NOTES);
            case "title" -> captions.drop(Loss.METADATA);
            default -> {
                // About the script itself, and of no use to another player.
            }
        }
    }

    private void readStyle(Map<String, String> fields) {
        var style = Style.PLAIN
                .withBold(isOn(fields, "bold"))
                .withItalic(isOn(fields, "italic"))
                .withUnderline(isOn(fields, "underline"));
        if (styles.size() < MAX_STYLES) {
            styles.put(
                    fields.getOrDefault("name", ""),
                    new LineStyle(style, alignment(fields.getOrDefault("alignment", ""))));
        }
        if (styles.size() > 1) {
            captions.drop(Loss.STYLES);
        }
    }

    private static boolean isOn(Map<String, String> fields, String column) {
        return fields.getOrDefault(column, "0").strip().matches("-1|1");
    }

    /** SubStation Alpha numbers places in another way: 1 to 3 below, 5 to 7 above, 9 to 11 in the middle. */
    private Alignment alignment(String text) {
        if (!text.strip().matches("[1-9]|1[01]")) {
            return Alignment.USUAL;
        }
        var value = Integer.parseInt(text.strip());
        if (!section.contains("+") && value > 3) {
            return new Alignment(value > 8 ? Math.min(6, value - 5) : Math.min(9, value + 2));
        }
        return new Alignment(Math.min(9, value));
    }

    private void readDialogue(Map<String, String> fields) {
        var name = fields.getOrDefault("style", "").replace("*", "");
        var style = styles.getOrDefault(name, LineStyle.USUAL);
        var speaker =
                fields.getOrDefault("name", fields.getOrDefault("actor", "")).strip();
        var start = time(fields, "start");
        if (!fields.getOrDefault("effect", "").isBlank()) {
            captions.drop(Loss.EFFECTS);
        }
        var text = new DialogueText(style.style().withVoice(speaker), start, captions.dropped());
        var styled = text.read(fields.getOrDefault("text", ""));
        var place = text.alignment().orElse(style.alignment());
        if (!styled.characters().isBlank()) {
            captions.add(start, time(fields, "end"), place.settings(), styled);
        }
    }

    private long time(Map<String, String> fields, String column) {
        return Clock.millis(fields.getOrDefault(column, "").strip())
                .orElseThrow(() -> new InvalidContent(
                        "expected the %s of the caption as H:MM:SS.hh in the columns %s"
                                .formatted(column, String.join(", ", eventColumns)),
                        number,
                        1));
    }

    private static List<String> columns(String value) {
        var columns = new ArrayList<String>();
        for (var start = 0; start >= 0; ) {
            var comma = value.indexOf(',', start);
            columns.add(value.substring(start, comma < 0 ? value.length() : comma)
                    .strip()
                    .toLowerCase(Locale.ROOT));
            start = comma < 0 ? -1 : comma + 1;
        }
        return columns;
    }

    /** The values by column; the last one has all the commas that are left. */
    private static Map<String, String> fields(String value, List<String> columns) {
        var fields = new HashMap<String, String>();
        var start = 0;
        for (var i = 0; i < columns.size() && start <= value.length(); i++) {
            var comma = i + 1 == columns.size() ? -1 : value.indexOf(',', start);
            var end = comma < 0 ? value.length() : comma;
            fields.put(columns.get(i), value.substring(start, end));
            start = end + 1;
        }
        return fields;
    }
}
