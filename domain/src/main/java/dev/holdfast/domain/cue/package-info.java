/**
 * Cues of timed text, whatever format they are written in: their parts, the operations on them and the checks of captions. A
 * format with cues implements {@link dev.holdfast.domain.cue.CueFormat}.
 */
@NullMarked
package dev.holdfast.domain.cue;

import org.jspecify.annotations.NullMarked;
