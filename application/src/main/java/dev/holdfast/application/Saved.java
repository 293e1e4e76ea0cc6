package dev.holdfast.application;

import dev.holdfast.domain.Segment;

/**
 * A write that succeeded.
 *
 * @param segment the segment as this write left it; it may have been changed again since if the write was replayed
 * @param replayed whether the write had been done before, by an earlier sending of the same request
 */
public record Saved(Segment segment, boolean replayed) {}
