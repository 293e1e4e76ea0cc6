package dev.holdfast.domain.webvtt;

/** Part of a cue's text with its place in it; a closing that a player adds at the end has no length. */
record PlacedPart(CuePart part, int start, int end) {

    boolean isAdded() {
        return start == end;
    }
}
