@NullMarked
package dev.holdfast.domain.subrip;

import org.jspecify.annotations.NullMarked;
