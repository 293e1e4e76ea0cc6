package dev.holdfast.application.feed;

import java.time.Duration;

/**
 * Settings of a {@link ChangeFeed}.
 *
 * @param poll the interval at which the logs of followed documents are read without a notification: the longest delay of
 *     a commit of another process
 * @param maxWaiting the maximum length of a follower's queue: characters of text, and some more for each change. A single
 *     commit is always accepted, however large it is
 */
public record FeedSettings(Duration poll, long maxWaiting) {

    public FeedSettings {
        if (poll.isZero() || poll.isNegative() || maxWaiting < 1) {
            throw new IllegalArgumentException("The polling interval and the queue of a feed must be positive");
        }
    }

    /** Every second, and 4 million characters. */
    public static FeedSettings defaults() {
        return new FeedSettings(Duration.ofSeconds(1), 4_000_000);
    }
}
