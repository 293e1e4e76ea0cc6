package dev.holdfast.domain.captions;

import dev.holdfast.domain.webvtt.CuePart;
import dev.holdfast.domain.webvtt.CueSpan;
import java.util.List;

/** A span of a cue's text that other formats have too. */
sealed interface Span {

    /** Its beginning in a cue's text. */
    CuePart.Opening opening();

    /** Its end in a cue's text. */
    default CuePart.Closing closing() {
        return new CuePart.Closing(opening().span());
    }

    /** A span without a class or an annotation. */
    enum Plain implements Span {
        BOLD(CueSpan.BOLD),
        ITALIC(CueSpan.ITALIC),
        UNDERLINE(CueSpan.UNDERLINE);

        private final CueSpan span;

        Plain(CueSpan span) {
            this.span = span;
        }

        @Override
        public CuePart.Opening opening() {
            return new CuePart.Opening(span, List.of(), "");
        }
    }

    /** Coloured text. */
    record Coloured(String colour) implements Span {
        @Override
        public CuePart.Opening opening() {
            return new CuePart.Opening(CueSpan.CLASS, List.of(colour), "");
        }
    }

    /** The words of a speaker. */
    record Voice(String name) implements Span {
        @Override
        public CuePart.Opening opening() {
            return new CuePart.Opening(CueSpan.VOICE, List.of(), name);
        }
    }
}
