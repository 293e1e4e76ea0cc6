package dev.holdfast.domain.captions.ttml;

import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.captions.ImportedCaptions;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.ReadFile;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A reader of timed text. The document is read as a stream without its document type, so it names no files and no entities of
 * its own. For use once.
 */
final class TimedTextReader {

    /** Elements within one another; a real document has about ten. */
    private static final int MAX_DEPTH = 200;

    private static final Set<String> CONTENT = Set.of("body", "div", "p", "span");

    private final ImportedCaptions captions;
    private final Appearance appearance;
    private final Deque<Element> open = new ArrayDeque<>();
    private TimeExpression times = TimeExpression.USUAL;

    /** Elements whose content is left out, within one another. */
    private int ignored;

    TimedTextReader(int maxBlocks) {
        this.captions = new ImportedCaptions(maxBlocks);
        this.appearance = new Appearance(captions.dropped());
    }

    /**
     * @throws InvalidContent if it is not XML, or a time cannot be read
     */
    ReadFile read(String file) {
        try {
            var xml = factory().createXMLStreamReader(new StringReader(file));
            while (xml.hasNext()) {
                read(xml, xml.next());
            }
        } catch (XMLStreamException e) {
            throw new InvalidContent(
                    "the file is not XML that can be read: " + reason(e),
                    Math.max(1, e.getLocation() == null ? 1 : e.getLocation().getLineNumber()),
                    Math.max(1, e.getLocation() == null ? 1 : e.getLocation().getColumnNumber()));
        }
        if (captions.isEmpty()) {
            throw new InvalidContent("expected p elements with times, found none", 1, 1);
        }
        return captions.file();
    }

    private static String reason(XMLStreamException e) {
        var message = String.valueOf(e.getMessage());
        return message.substring(message.lastIndexOf('\n') + 1).replaceFirst("^Message: ", "");
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private void read(XMLStreamReader xml, int event) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start(xml);
            case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                if (ignored > 0) {
                    appearance.readName(xml.getText());
                } else if (!open.isEmpty()) {
                    open.element().addText(xml.getText());
                }
            }
            default -> {
                // Comments and processing instructions.
            }
        }
    }

    private void start(XMLStreamReader xml) {
        var name = xml.getLocalName();
        var attributes = attributes(xml);
        if (ignored > 0 || !isRead(name)) {
            if (++ignored > MAX_DEPTH) {
                throw tooDeep(xml);
            }
            appearance.start(name, attributes);
            if (!Set.of("head", "layout", "styling", "style", "region", "metadata", "agent", "name")
                    .contains(name)) {
                captions.drop(name.equals("image") ? Loss.DRAWINGS : Loss.METADATA);
            }
            return;
        }
        if (name.equals("tt")) {
            times = rates(attributes);
        }
        if (open.size() > MAX_DEPTH) {
            throw tooDeep(xml);
        }
        var element = new Element(
                name,
                attributes,
                open.peek(),
                appearance,
                times,
                xml.getLocation().getLineNumber());
        open.push(element);
    }

    private static InvalidContent tooDeep(XMLStreamReader xml) {
        return new InvalidContent(
                "more than %d elements are within one another".formatted(MAX_DEPTH),
                xml.getLocation().getLineNumber(),
                1);
    }

    private static boolean isRead(String name) {
        return name.equals("tt") || name.equals("br") || CONTENT.contains(name);
    }

    private static Map<String, String> attributes(XMLStreamReader xml) {
        var attributes = new HashMap<String, String>();
        for (var i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        return attributes;
    }

    private static TimeExpression rates(Map<String, String> attributes) {
        var frames = number(attributes.getOrDefault("frameRate", ""), 30);
        var multiplier =
                attributes.getOrDefault("frameRateMultiplier", "1 1").strip().replace(':', ' ');
        var space = multiplier.indexOf(' ');
        var factor = space < 0
                ? 1
                : number(multiplier.substring(0, space), 1)
                        / number(multiplier.substring(space + 1).strip(), 1);
        var ticks = number(
                attributes.getOrDefault("tickRate", ""), attributes.containsKey("frameRate") ? frames * factor : 1);
        return new TimeExpression(frames * factor, ticks);
    }

    private static double number(String text, double otherwise) {
        return text.matches("0*+[1-9][0-9]{0,11}") ? Double.parseDouble(text) : otherwise;
    }

    private void end(String name) {
        if (ignored > 0) {
            ignored--;
            appearance.end(name);
            return;
        }
        var element = open.pop();
        if (element.isParagraph()) {
            element.addTo(captions);
        }
    }
}
