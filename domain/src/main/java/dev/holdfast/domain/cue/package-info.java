/**
 * Cues of timed text in any format: their parts, the operations on them and the checks of captions. A
 * format with cues implements {@link dev.holdfast.domain.cue.CueFormat}.
 */
@NullMarked
package dev.holdfast.domain.cue;

import org.jspecify.annotations.NullMarked;
