/** TTML, the captions of broadcasters. */
@NullMarked
package dev.holdfast.domain.captions.ttml;

import org.jspecify.annotations.NullMarked;
