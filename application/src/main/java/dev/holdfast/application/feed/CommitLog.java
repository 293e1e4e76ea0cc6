package dev.holdfast.application.feed;

import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Tip;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Log of commits that a {@link ChangeFeed} reads. The application implements it over its store. */
public interface CommitLog {

    /**
     * Checks that a reader may follow a document.
     *
     * @throws AccessDenied if the reader may not read it
     * @throws NotFound if the document never existed
     */
    void requireReadable(Author reader, DocumentId id);

    /** The end of a document's log; empty if there is no such document. */
    Optional<Tip> tip(DocumentId id);

    /** At most {@code limit} commits after a revision, in their order. */
    List<LoggedCommit> commits(DocumentId id, long after, int limit);

    /**
     * Calls a listener soon after each commit, perhaps late or not at all.
     *
     * @return stops the calls
     */
    Runnable onCommit(Consumer<DocumentId> listener);
}
