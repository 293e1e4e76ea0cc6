/** Advanced SubStation Alpha, the captions of video players and translators. */
@NullMarked
package dev.holdfast.domain.captions.ass;

import org.jspecify.annotations.NullMarked;
