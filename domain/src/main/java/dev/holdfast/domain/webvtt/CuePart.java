package dev.holdfast.domain.webvtt;

import java.util.List;

/** A part of a cue's text as a player understands it. */
public sealed interface CuePart {

    /**
     * The beginning of a span.
     *
     * @param classes without empty ones
     * @param annotation whose voice or which language it is; may be empty, and is for all other spans
     */
    record Opening(CueSpan span, List<String> classes, String annotation) implements CuePart {
        public Opening {
            classes = List.copyOf(classes);
        }
    }

    /** The end of the span that was opened last and has none yet. */
    record Closing(CueSpan span) implements CuePart {}

    /**
     * Text that is shown.
     *
     * @param characters the text, without markup; its lines end with LF
     */
    record Words(String characters) implements CuePart {}

    /**
     * A time within the cue, from which on the text that follows is shown.
     *
     * @param millis in milliseconds from the beginning of the video
     */
    record Moment(long millis) implements CuePart {}
}
