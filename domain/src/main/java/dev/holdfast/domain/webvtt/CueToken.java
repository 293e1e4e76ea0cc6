package dev.holdfast.domain.webvtt;

import java.util.List;

/**
 * A piece of a cue's text as it was written.
 *
 * @param start the index of its first character
 * @param end the index after its last one
 * @param name the name of a tag, the text of a timestamp, or text with the characters for its references
 * @param classes of a start tag, with empty ones
 * @param annotation of a start tag, its whitespace collapsed
 */
record CueToken(Kind kind, int start, int end, String name, List<String> classes, String annotation) {

    enum Kind {
        TEXT,
        START_TAG,
        END_TAG,
        TIMESTAMP_TAG
    }

    static CueToken of(Kind kind, int start, int end, String name) {
        return new CueToken(kind, start, end, name, List.of(), "");
    }
}
