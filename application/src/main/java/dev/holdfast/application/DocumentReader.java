package dev.holdfast.application;

import dev.holdfast.application.AccessPolicy.Action;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.NotFound;
import java.util.Optional;

/** The reader of documents with all their segments. */
record DocumentReader(Access access, DocumentStore store) {

    /**
     * A document with every segment, as it is now.
     *
     * @throws NotFound if the document never existed
     * @throws DocumentGone if it was deleted
     */
    DocumentPage whole(Author reader, DocumentId id) {
        access.check(reader, Action.READ, id);
        var page = store.page(id, Optional.empty(), Integer.MAX_VALUE)
                .orElseThrow(() -> new NotFound("document", id.value()));
        if (page.document().deleted()) {
            throw new DocumentGone(page.document());
        }
        return page;
    }
}
