package dev.holdfast.application.feed;

import dev.holdfast.domain.Change;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Tip;
import java.util.function.Function;

/**
 * An event as it is given to followers, made once for all of them.
 *
 * @param tip where a follower stands when it has it
 * @param form the representation for the follower
 * @param weight the share of a follower's queue that it takes
 */
record FeedItem<T>(Tip tip, T form, long weight) {

    /** The weight of a change without its text: hashes, ids, times. */
    private static final long WEIGHT_OF_CHANGE = 200;

    static <T> FeedItem<T> of(LoggedCommit commit, Function<ChangeEvent, T> form) {
        return new FeedItem<>(commit.tip(), form.apply(new ChangeEvent.Change(commit)), weight(commit));
    }

    static <T> FeedItem<T> of(ChangeEvent.Reset reset, Function<ChangeEvent, T> form) {
        return new FeedItem<>(reset.tip(), form.apply(reset), 0);
    }

    private static long weight(LoggedCommit commit) {
        return commit.changes().stream().mapToLong(FeedItem::weight).sum();
    }

    private static long weight(Change change) {
        return WEIGHT_OF_CHANGE
                + change.segment()
                        .map(segment -> segment.content().text().length())
                        .orElse(0);
    }
}
