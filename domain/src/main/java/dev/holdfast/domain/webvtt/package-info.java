/** The format WebVTT: reading, writing, checking and merging its blocks and cues. */
@NullMarked
package dev.holdfast.domain.webvtt;

import org.jspecify.annotations.NullMarked;
