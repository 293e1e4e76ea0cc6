package dev.holdfast.domain.webvtt;

import java.util.Optional;

/** What can be said of a part of a cue's text (WebVTT §4.2.2). */
public enum CueSpan {
    CLASS("c"),
    ITALIC("i"),
    BOLD("b"),
    UNDERLINE("u"),
    /** Text with a gloss above it. */
    RUBY("ruby"),
    /** The gloss; within {@link #RUBY} only. */
    RUBY_TEXT("rt"),
    /** Who speaks. */
    VOICE("v"),
    /** What language it is. */
    LANGUAGE("lang");

    private final String tag;

    CueSpan(String tag) {
        this.tag = tag;
    }

    /** The name of its tags. */
    public String tag() {
        return tag;
    }

    /** Whether its tag says more than classes: the voice's name, the language's tag. */
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
