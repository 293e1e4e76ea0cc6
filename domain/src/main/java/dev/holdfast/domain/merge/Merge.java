package dev.holdfast.domain.merge;

import java.util.List;

/** What a three-way merge came to. */
public sealed interface Merge {
    record Clean(String text) implements Merge {}

    record Conflicting(List<Piece> pieces) implements Merge {}
}
