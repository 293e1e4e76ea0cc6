/** Documents of plain text. */
@NullMarked
package dev.holdfast.domain.text;

import org.jspecify.annotations.NullMarked;
