package dev.holdfast.application;

import dev.holdfast.application.feed.ChangeEvent;
import dev.holdfast.application.feed.ChangeFeed;
import dev.holdfast.application.feed.CommitLog;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.application.feed.FeedSettings;
import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.Tip;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Use cases on the log of commits. Safe for use by many threads. Every method throws
 * {@link AccessDenied} before it reads anything, and {@link StoreUnavailable} when the store does not respond.
 */
public final class Changes {

    /** Commits that are read at once: each can be as large as a batch. */
    private static final int FIRST_STEP = 8;

    private final Access access;
    private final DocumentStore store;

    Changes(Access access, DocumentStore store) {
        this.access = access;
        this.store = store;
    }

    /**
     * The commits of a document after a cursor, also of one that was deleted. A reader that continues after the last one
     * each time sees every commit once and in order, and one that names it by its tip notices another history. There are
     * fewer than the limit where their texts are long.
     *
     * @param limit the maximum number of items, 1 or more
     * @throws NotFound if the document never existed
     */
    public ChangePage after(Author reader, DocumentId id, Cursor cursor, int limit) {
        return after(reader, id, cursor, limit, Reading.WHOLE);
    }

    /** The same for a reader who may have the page already; then it is without commits. */
    public ChangePage after(Author reader, DocumentId id, Cursor cursor, int limit, Reading reading) {
        access.check(reader, AccessPolicy.Action.READ, id);
        var document = store.document(id).orElseThrow(() -> new NotFound("document", id.value()));
        if (reading.has(document.tip())) {
            return new ChangePage(document.tip(), List.of(), false, false);
        }
        if (!isInLog(cursor, document)) {
            return new ChangePage(document.tip(), List.of(), false, true);
        }
        var page = Page.<LoggedCommit>read(
                limit,
                FIRST_STEP,
                (last, count) -> {
                    reading.proceed();
                    return store.commits(id, last.map(LoggedCommit::revision).orElse(cursor.revision()), count);
                },
                Changes::weight);
        return new ChangePage(document.tip(), page.items(), page.more(), false);
    }

    private boolean isInLog(Cursor cursor, Document document) {
        if (cursor.hash().isEmpty() || cursor.isAt(document.tip())) {
            return cursor.revision() <= document.revision();
        }
        return store.commits(document.id(), cursor.revision() - 1, 1).stream()
                .anyMatch(commit -> cursor.isAt(commit.tip()));
    }

    private static long weight(LoggedCommit commit) {
        return commit.changes().stream()
                .mapToLong(change -> Page.WEIGHT_OF_ITEM
                        + change.segment()
                                .map(segment -> segment.content().text().length())
                                .orElse(0))
                .sum();
    }

    /**
     * The end of a document's log, also of one that was deleted.
     *
     * @throws NotFound if the document never existed
     */
    public Tip tip(Author reader, DocumentId id) {
        access.check(reader, AccessPolicy.Action.READ, id);
        return store.document(id).map(Document::tip).orElseThrow(() -> new NotFound("document", id.value()));
    }

    /** True if a reader may read a document now; a right may be taken away while a stream is open. */
    public boolean mayRead(Author reader, DocumentId id) {
        return access.allows(reader, AccessPolicy.Action.READ, id);
    }

    /**
     * Opens a feed of the commits of all documents. A process should have one for all its followers.
     *
     * @param threads read the logs, one for each document at a time; they may wait for the store, so there should be a few.
     *     The caller shuts them down, after it closed the feed
     * @param settings the settings of the feed
     * @param form makes the representation of an event for followers, once for each event; it must not throw
     */
    public <T> ChangeFeed<T> feed(
            ScheduledExecutorService threads, FeedSettings settings, Function<ChangeEvent, T> form) {
        return new ChangeFeed<>(new FollowedLog(this, store), threads, settings, form);
    }

    private record FollowedLog(Changes changes, DocumentStore store) implements CommitLog {

        @Override
        public void requireReadable(Author reader, DocumentId id) {
            var unused = changes.tip(reader, id);
        }

        @Override
        public Optional<Tip> tip(DocumentId id) {
            return store.document(id).map(Document::tip);
        }

        @Override
        public List<LoggedCommit> commits(DocumentId id, long after, int limit) {
            return store.commits(id, after, limit);
        }

        @Override
        public Runnable onCommit(Consumer<DocumentId> listener) {
            return store.onCommit(listener)::close;
        }
    }
}
