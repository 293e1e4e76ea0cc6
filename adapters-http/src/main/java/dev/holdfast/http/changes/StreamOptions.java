package dev.holdfast.http.changes;

import dev.holdfast.application.feed.FeedSettings;
import java.time.Duration;

/**
 * Options of the change streams. A subscriber takes a connection and some memory, but no thread.
 *
 * @param maxFollowers the most subscribers at the same time
 * @param heartbeat the time between two heartbeats, which keep intermediaries from closing the connection; less than the 30
 *     seconds after which the server itself would close it
 * @param trust the longest time of a stream whose credential may be revoked without the server seeing it: a proxy's
 *     authentication. Clients reconnect by themselves and are authenticated again
 * @param feed the settings for following the log
 */
public record StreamOptions(int maxFollowers, Duration heartbeat, Duration trust, FeedSettings feed) {

    public StreamOptions {
        if (maxFollowers < 1) {
            throw new IllegalArgumentException("There may be one follower or more, not " + maxFollowers);
        }
        if (heartbeat.toMillis() < 1 || heartbeat.toMillis() >= 30_000) {
            throw new IllegalArgumentException("A heartbeat comes every 1 ms to 30 s, not every " + heartbeat);
        }
        if (trust.isNegative()) {
            throw new IllegalArgumentException("Trust lasts for 0 ms or more, not for " + trust);
        }
    }

    /** 1,000 subscribers, a heartbeat every 15 seconds, trust for 15 minutes. */
    public static StreamOptions defaults() {
        return new StreamOptions(1_000, Duration.ofSeconds(15), Duration.ofMinutes(15), FeedSettings.defaults());
    }

    /** Copy with another heartbeat. */
    public StreamOptions withHeartbeat(Duration next) {
        return new StreamOptions(maxFollowers, next, trust, feed);
    }

    /** Copy with another trust. */
    public StreamOptions withTrust(Duration next) {
        return new StreamOptions(maxFollowers, heartbeat, next, feed);
    }
}
