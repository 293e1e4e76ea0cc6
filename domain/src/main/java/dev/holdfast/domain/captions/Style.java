package dev.holdfast.domain.captions;

import java.util.ArrayList;
import java.util.List;

/**
 * The appearance of a run of text, and its speaker.
 *
 * @param colour one of {@link Colours}; empty for the usual one
 * @param voice the speaker; empty if unknown
 */
public record Style(boolean bold, boolean italic, boolean underline, String colour, String voice) {

    /** Text as it usually looks. */
    public static final Style PLAIN = new Style(false, false, false, "", "");

    public Style withBold(boolean on) {
        return new Style(on, italic, underline, colour, voice);
    }

    public Style withItalic(boolean on) {
        return new Style(bold, on, underline, colour, voice);
    }

    public Style withUnderline(boolean on) {
        return new Style(bold, italic, on, colour, voice);
    }

    public Style withColour(String name) {
        return new Style(bold, italic, underline, name, voice);
    }

    public Style withVoice(String speaker) {
        return new Style(bold, italic, underline, colour, speaker);
    }

    /** True if it is bold, italic or underlined. */
    boolean isMarked() {
        return bold || italic || underline;
    }

    /** The spans that give a text this appearance, the outermost first. */
    List<Span> spans() {
        var spans = new ArrayList<Span>();
        if (!voice.isEmpty()) {
            spans.add(new Span.Voice(voice));
        }
        if (!colour.isEmpty()) {
            spans.add(new Span.Coloured(colour));
        }
        if (bold) {
            spans.add(Span.Plain.BOLD);
        }
        if (italic) {
            spans.add(Span.Plain.ITALIC);
        }
        if (underline) {
            spans.add(Span.Plain.UNDERLINE);
        }
        return spans;
    }
}
