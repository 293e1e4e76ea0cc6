/** JSON representations of documents, segments, commits and conflicts, and the problem details of refused writes. */
@NullMarked
package dev.holdfast.http.representation;

import org.jspecify.annotations.NullMarked;
