/** The JSON of the Whisper family of speech recognizers. */
@NullMarked
package dev.holdfast.domain.captions.whisper;

import org.jspecify.annotations.NullMarked;
