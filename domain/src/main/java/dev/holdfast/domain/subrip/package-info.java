/** The file format SubRip (.srt), which WebVTT documents are imported from and exported as. */
@NullMarked
package dev.holdfast.domain.subrip;

import org.jspecify.annotations.NullMarked;
