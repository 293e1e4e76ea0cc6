package dev.holdfast.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Edits of one document by one author, done all together or not at all.
 *
 * @param document the document
 * @param key what tells this commit from others
 * @param stamp who, and when
 * @param documentEdit what it does to the document itself
 * @param edits what it does to segments, each one at most once
 */
public record Commit(
        DocumentId document, CommitKey key, Stamp stamp, Optional<DocumentEdit> documentEdit, List<Edit> edits) {

    public Commit {
        edits = List.copyOf(edits);
        if (documentEdit.isEmpty() && edits.isEmpty()) {
            throw new IllegalArgumentException("A commit changes something");
        }
        if (documentEdit.filter(edit -> !edit.document().equals(document)).isPresent()) {
            throw new IllegalArgumentException("A commit is about one document, " + document);
        }
        var seen = new HashSet<SegmentId>();
        for (var edit : edits) {
            if (!edit.segment().document().equals(document)) {
                throw new IllegalArgumentException(
                        "A commit is about one document, %s, not %s".formatted(document, edit.segment()));
            }
            if (!seen.add(edit.segment())) {
                throw new IllegalArgumentException(
                        "A commit edits a segment once, not twice: %s".formatted(edit.segment()));
            }
        }
    }
}
