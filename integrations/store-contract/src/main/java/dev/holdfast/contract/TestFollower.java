package dev.holdfast.contract;

import dev.holdfast.application.feed.ChangeEvent;
import dev.holdfast.application.feed.Following;
import dev.holdfast.domain.LoggedCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Someone who follows a document and waits for what comes. */
public final class TestFollower implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 30;

    private final Semaphore signals = new Semaphore(0);
    private final Following<ChangeEvent> following;

    public TestFollower(Function<Runnable, Following<ChangeEvent>> subscribe) {
        following = subscribe.apply(signals::release);
    }

    /** The next event. */
    public ChangeEvent take() {
        return takeUnlessEnded().orElseThrow(() -> new AssertionError("It ended"));
    }

    /** The next event; empty if there will be none. */
    public Optional<ChangeEvent> takeUnlessEnded() {
        while (true) {
            var hasEnded = following.ended();
            var event = following.next();
            if (event.isPresent() || hasEnded) {
                return event;
            }
            await();
        }
    }

    /** The next commit. */
    public LoggedCommit takeCommit() {
        var event = take();
        if (event instanceof ChangeEvent.Change change) {
            return change.commit();
        }
        throw new AssertionError("No commit: " + event);
    }

    List<LoggedCommit> takeCommits(int count) {
        var commits = new ArrayList<LoggedCommit>();
        for (var i = 0; i < count; i++) {
            commits.add(takeCommit());
        }
        return commits;
    }

    /** Waits until it ends, and takes nothing. */
    public void awaitEnd() {
        while (!following.ended()) {
            await();
        }
    }

    private void await() {
        try {
            if (!signals.tryAcquire(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("Nothing came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Following<ChangeEvent> following() {
        return following;
    }

    @Override
    public void close() {
        following.close();
    }
}
