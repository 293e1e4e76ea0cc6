package dev.holdfast.application.feed;

import java.time.Duration;

/**
 * Settings of a {@link ChangeFeed}.
 *
 * @param poll how often followed documents are looked at without having been woken; the longest that a follower waits for a
 *     commit of another process without a notification
 * @param maxWaiting how much may wait for a follower that is slower than the commits: characters of their texts, and some
 *     more for each change. A single commit may always wait, however large it is
 */
public record FeedSettings(Duration poll, long maxWaiting) {

    public FeedSettings {
        if (poll.isZero() || poll.isNegative() || maxWaiting < 1) {
            throw new IllegalArgumentException("A feed polls now and then, and lets something wait");
        }
    }

    /** Every second, and 4 million characters. */
    public static FeedSettings defaults() {
        return new FeedSettings(Duration.ofSeconds(1), 4_000_000);
    }
}
