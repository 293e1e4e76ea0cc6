/** The formats of text without a structure known to Holdfast: plain text, Markdown and JSON. */
@NullMarked
package dev.holdfast.domain.text;

import org.jspecify.annotations.NullMarked;
