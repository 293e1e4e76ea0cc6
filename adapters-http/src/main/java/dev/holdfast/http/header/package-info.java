/** HTTP header fields as values: entity tags, preconditions, dates and byte ranges (RFC 9110). */
@NullMarked
package dev.holdfast.http.header;

import org.jspecify.annotations.NullMarked;
