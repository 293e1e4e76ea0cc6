package dev.holdfast.application.feed;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.Tip;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of one document for all who follow it here. It reads when it is woken, one thread at a time; however often
 * it is woken meanwhile, it then reads once more.
 */
final class LogReader<T> {

    private static final System.Logger LOGGER = System.getLogger(LogReader.class.getName());

    /** The maximum number of commits, and of changes, in a page. */
    private static final int FULL_PAGE = 128;

    private final CommitLog log;
    private final Executor threads;
    private final Function<ChangeEvent, T> form;
    private final DocumentId id;
    private final Set<Following<T>> followers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger wakes = new AtomicInteger();

    // The fields below belong to the thread that reads.
    private @Nullable Tip last;
    private int pageSize = 8;

    LogReader(CommitLog log, Executor threads, Function<ChangeEvent, T> form, DocumentId id) {
        this.log = log;
        this.threads = threads;
        this.form = form;
        this.id = id;
    }

    void add(Following<T> follower) {
        followers.add(follower);
    }

    /** Returns true if followers are left. */
    boolean remove(Following<T> follower) {
        followers.remove(follower);
        return !followers.isEmpty();
    }

    void end() {
        followers.forEach(Following::end);
    }

    /** Lets it read soon. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            submit();
        }
    }

    /** If there is no thread for it, the next wake-up tries again. */
    private void submit() {
        try {
            threads.execute(this::read);
        } catch (RuntimeException | Error e) { // of any type: otherwise it would never read again
            wakes.set(0);
            throw e;
        }
    }

    private void read() {
        var seen = wakes.get();
        var isMore = false;
        try {
            isMore = readOnce();
        } catch (StoreUnavailable e) {
            LOGGER.log(
                    System.Logger.Level.DEBUG, "The log of " + id + " cannot be read now; the next poll will try", e);
        } catch (RuntimeException | Error e) { // of any type: otherwise followers would wait for ever
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "The log of " + id + " cannot be read; its followers are disconnected",
                    e);
            end();
        } finally {
            if (wakes.addAndGet(-seen) > 0) {
                submit();
            } else if (isMore) {
                wake();
            }
        }
    }

    /** Reads one page, and one for each follower who is further back. Returns true if there is more for all. */
    private boolean readOnce() {
        // In this order: what any of them has seen was there before the document is read.
        var present = List.copyOf(followers);
        var found = log.tip(id);
        if (found.isEmpty()) {
            LOGGER.log(System.Logger.Level.ERROR, "The document {0} is gone; was the database rewound?", id);
            present.forEach(Following::end);
            return false;
        }
        var tip = found.get();
        var from = last == null ? tip : last;
        var end = advance(from, tip, present);
        last = end;
        var pages = new HashMap<Cursor, Optional<List<FeedItem<T>>>>();
        for (var follower : present) {
            if (follower.isHungry(end)) {
                catchUp(follower, tip, end, pages);
            }
        }
        return end.revision() < tip.revision() && !end.equals(from);
    }

    /** Gives everyone who is up to date what came after {@code from}, and returns how far that goes. */
    private Tip advance(Tip from, Tip tip, List<Following<T>> present) {
        if (tip.equals(from)) {
            return tip;
        }
        var page = tip.revision() > from.revision() ? after(Cursor.after(from)) : Optional.<List<LoggedCommit>>empty();
        if (page.isEmpty()) {
            rewind(from, tip, present);
            return tip;
        }
        var end = from;
        for (var commit : page.get()) {
            publish(commit, end, present);
            end = commit.tip();
        }
        return end;
    }

    private void publish(LoggedCommit commit, Tip before, List<Following<T>> present) {
        var item = FeedItem.of(commit, form);
        for (var follower : present) {
            if (follower.cursor().isAt(before) && !follower.give(item, item.tip())) {
                LOGGER.log(
                        System.Logger.Level.INFO,
                        "A follower of {0} is too slow and is disconnected; it may resume",
                        id);
                follower.end();
            }
        }
    }

    private void rewind(Tip from, Tip tip, List<Following<T>> present) {
        LOGGER.log(
                System.Logger.Level.ERROR,
                "THE DATABASE WAS REWOUND, for example to a backup: the log of document {0} held {1} and now ends at {2}."
                        + " Its followers get a reset and must read it again.",
                id,
                from,
                tip);
        var item = FeedItem.of(new ChangeEvent.Reset(Cursor.after(from), tip), form);
        present.forEach(follower -> follower.reset(item));
    }

    /** Gives the next page to a follower that is further back; all followers at the same place get the same. */
    private void catchUp(Following<T> follower, Tip tip, Tip end, Map<Cursor, Optional<List<FeedItem<T>>>> pages) {
        var cursor = follower.cursor();
        if (cursor.revision() > end.revision() && cursor.revision() <= tip.revision()) {
            return; // the reader itself is not there yet
        }
        var page = cursor.revision() > tip.revision()
                ? Optional.<List<FeedItem<T>>>empty()
                : pages.computeIfAbsent(cursor, from -> items(from, end));
        if (page.isEmpty()) {
            refuse(follower, cursor, end);
            return;
        }
        for (var item : page.get()) {
            if (!follower.give(item, end)) {
                return;
            }
        }
    }

    private void refuse(Following<T> follower, Cursor cursor, Tip end) {
        LOGGER.log(
                System.Logger.Level.WARNING,
                "A follower of document {0} has seen {1}, which the log does not hold; it ends at {2}. WAS THE DATABASE"
                        + " REWOUND, for example to a backup? The follower gets a reset and must read the document again.",
                id,
                cursor,
                end);
        follower.reset(FeedItem.of(new ChangeEvent.Reset(cursor, end), form));
    }

    private Optional<List<FeedItem<T>>> items(Cursor cursor, Tip end) {
        return after(cursor)
                .map(commits -> commits.stream()
                        .takeWhile(commit -> commit.revision() <= end.revision())
                        .map(commit -> FeedItem.of(commit, form))
                        .toList());
    }

    /** The next commits after a cursor; empty if the log does not hold, or holds another, commit there. */
    private Optional<List<LoggedCommit>> after(Cursor cursor) {
        if (cursor.hash().isEmpty()) {
            return Optional.of(page(cursor.revision(), pageSize));
        }
        var page = page(cursor.revision() - 1, pageSize + 1);
        return page.isEmpty() || !cursor.isAt(page.get(0).tip())
                ? Optional.empty()
                : Optional.of(page.subList(1, page.size()));
    }

    /** Pages grow as long as they are light, so that neither many small commits nor a few huge ones hurt. */
    private List<LoggedCommit> page(long after, int limit) {
        var page = log.commits(id, after, limit);
        var changes = page.stream().mapToInt(commit -> commit.changes().size()).sum();
        pageSize = changes > FULL_PAGE ? Math.max(1, pageSize / 2) : Math.min(FULL_PAGE, pageSize * 2);
        return page;
    }
}
