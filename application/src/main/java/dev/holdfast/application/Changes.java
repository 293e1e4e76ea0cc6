package dev.holdfast.application;

import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.StoreUnavailable;

/**
 * What happened to documents, in the order in which it happened. Safe for use by many threads. Every method throws
 * {@link AccessDenied} before it reads anything, and {@link StoreUnavailable} when the store does not answer.
 */
public final class Changes {

    private final Access access;
    private final DocumentStore store;

    Changes(Access access, DocumentStore store) {
        this.access = access;
        this.store = store;
    }

    /**
     * The commits of a document after a revision, also of one that was deleted. Whoever reads on from the last one each
     * time sees every commit once and in order.
     *
     * @param revision 0 for all
     * @param limit how many at most, 1 or more
     * @throws NotFound if there never was such a document
     */
    public ChangePage after(Author reader, DocumentId id, long revision, int limit) {
        access.check(reader, AccessPolicy.Action.READ, id);
        var document = store.document(id).orElseThrow(() -> new NotFound("document", id.value()));
        var commits = store.commits(id, revision, Math.min(limit, Integer.MAX_VALUE - 1) + 1);
        var more = commits.size() > limit;
        return new ChangePage(document.tip(), more ? commits.subList(0, limit) : commits, more);
    }

    /**
     * Asks to be woken when a document may have changed. It is a hint: whoever must not miss anything also calls
     * {@link #after} from time to time.
     *
     * @param listener is called soon after a commit, from any thread, and must return at once
     * @return close it to hear no more
     */
    public DocumentStore.Subscription onChange(Author reader, DocumentId id, Runnable listener) {
        access.check(reader, AccessPolicy.Action.READ, id);
        return store.onCommit(changed -> {
            if (changed.equals(id)) {
                listener.run();
            }
        });
    }
}
