@NullMarked
package dev.holdfast.domain.merge;

import org.jspecify.annotations.NullMarked;
