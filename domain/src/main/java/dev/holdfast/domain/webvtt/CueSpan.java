package dev.holdfast.domain.webvtt;

import java.util.Optional;

/** A kind of span in a cue's text (WebVTT §4.2.2). */
public enum CueSpan {
    CLASS("c"),
    ITALIC("i"),
    BOLD("b"),
    UNDERLINE("u"),
    /** Text with ruby text above it. */
    RUBY("ruby"),
    /** The ruby text; within {@link #RUBY} only. */
    RUBY_TEXT("rt"),
    /** The voice: the speaker of the text. */
    VOICE("v"),
    /** The language of the text. */
    LANGUAGE("lang");

    private final String tag;

    CueSpan(String tag) {
        this.tag = tag;
    }

    /** The name of its tags. */
    public String tag() {
        return tag;
    }

    /** Its end tag. */
    String endTag() {
        return "</" + tag + ">";
    }

    /** True if its tag has an annotation: the voice's name, or the language's tag. */
    public boolean hasAnnotation() {
        return this == VOICE || this == LANGUAGE;
    }

    static Optional<CueSpan> of(String tag) {
        for (var span : values()) {
            if (span.tag.equals(tag)) {
                return Optional.of(span);
            }
        }
        return Optional.empty();
    }
}
