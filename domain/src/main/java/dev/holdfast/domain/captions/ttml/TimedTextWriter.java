package dev.holdfast.domain.captions.ttml;

import dev.holdfast.domain.captions.Alignment;
import dev.holdfast.domain.captions.Clock;
import dev.holdfast.domain.captions.Colours;
import dev.holdfast.domain.captions.ExportedCaptions;
import dev.holdfast.domain.captions.Style;
import dev.holdfast.domain.captions.StyledText;
import dev.holdfast.domain.captions.StyledText.Run;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.WrittenFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A writer of the text profile of IMSC 1.1. For use once. */
final class TimedTextWriter {

    private static final String BEGIN = """
            <?xml version="1.0" encoding="UTF-8"?>
            <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"
                xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
                ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text" xml:space="preserve" xml:lang="">
            """;

    private static final String[] ROWS = {"after", "center", "before"};
    private static final String[] COLUMNS = {"left", "center", "right"};

    private final ExportedCaptions captions;
    private final Map<String, String> agents = new LinkedHashMap<>();
    private final TreeSet<Integer> places = new TreeSet<>();

    TimedTextWriter(ExportedCaptions captions) {
        this.captions = captions;
    }

    WrittenFile write() {
        var body = new StringBuilder("<body><div>\n");
        captions.cues().forEach(cue -> writeParagraph(cue, body));
        body.append("</div></body>\n</tt>\n");
        return captions.file(BEGIN + head() + body);
    }

    private String head() {
        var head = new StringBuilder("<head>\n");
        agents.forEach((name, id) -> head.append(
                "<ttm:agent xml:id=\"%s\" type=\"person\"><ttm:name type=\"full\">%s</ttm:name></ttm:agent>\n"
                        .formatted(id, escaped(name))));
        head.append("<layout>\n");
        for (var place : places) {
            head.append(
                    "<region xml:id=\"r%d\" tts:origin=\"10%% 10%%\" tts:extent=\"80%% 80%%\" tts:displayAlign=\"%s\" tts:textAlign=\"%s\"/>\n"
                            .formatted(place, ROWS[(place - 1) / 3], COLUMNS[(place - 1) % 3]));
        }
        return head.append("</layout>\n</head>\n").toString();
    }

    private void writeParagraph(Cue cue, StringBuilder body) {
        var dropped = captions.dropped();
        cue.identifier().ifPresent(name -> dropped.add(Loss.IDENTIFIERS));
        var alignment = Alignment.ofSettings(cue.settings());
        if (alignment.isEmpty()) {
            dropped.add(Loss.SETTINGS);
        }
        var place = alignment.orElse(Alignment.USUAL).number();
        places.add(place);
        body.append("<p begin=\"%s\" end=\"%s\" region=\"r%d\">"
                .formatted(
                        Clock.written(cue.startMillis(), 2, ".", 3), Clock.written(cue.endMillis(), 2, ".", 3), place));
        for (var piece : StyledText.of(cue.text(), dropped).pieces()) {
            if (piece instanceof Run run) {
                body.append(span(run));
            } else {
                dropped.add(Loss.INNER_TIMESTAMPS);
            }
        }
        body.append("</p>\n");
    }

    private String span(Run run) {
        var attributes = attributes(run.style());
        var text = escaped(run.text()).replace("\n", "<br/>");
        return attributes.isEmpty() ? text : "<span" + attributes + ">" + text + "</span>";
    }

    private String attributes(Style style) {
        return (style.bold() ? " tts:fontWeight=\"bold\"" : "")
                + (style.italic() ? " tts:fontStyle=\"italic\"" : "")
                + (style.underline() ? " tts:textDecoration=\"underline\"" : "")
                + colour(style)
                + Optional.of(style.voice())
                        .filter(name -> !name.isEmpty())
                        .map(name -> " ttm:agent=\"%s\""
                                .formatted(agents.computeIfAbsent(name, unused -> "speaker" + (agents.size() + 1))))
                        .orElse("");
    }

    private static String colour(Style style) {
        return style.colour().isEmpty() ? "" : " tts:color=\"#" + Colours.hexadecimal(style.colour()) + "\"";
    }

    /** Text in which nothing is markup. A character that XML cannot have becomes U+FFFD. */
    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
    }
}
