package dev.holdfast.application;

import dev.holdfast.domain.Segment;

/**
 * A write that succeeded.
 *
 * @param segment the segment as this write left it; it may have been changed again since if the write was replayed
 * @param effect the effect of the write
 */
public record Saved(Segment segment, Effect effect) {}
