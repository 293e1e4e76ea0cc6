package dev.holdfast.http.changes;

import dev.holdfast.application.feed.FeedSettings;
import java.time.Duration;

/**
 * Options of the change streams. A subscriber takes a connection and some memory, but no thread.
 *
 * @param maxFollowers the most subscribers at the same time
 * @param maxPerPerson the most of one authenticated person
 * @param maxPerAddress the most of one address, of clients that are not authenticated
 * @param heartbeat the time between two heartbeats, which keep intermediaries from closing the connection; less than the 30
 *     seconds after which the server itself would close it
 * @param trust the longest time of a stream whose credential may be revoked without the server seeing it: a proxy's
 *     authentication. Clients reconnect by themselves and are authenticated again
 * @param feed the settings for following the log
 */
public record StreamOptions(
        int maxFollowers, int maxPerPerson, int maxPerAddress, Duration heartbeat, Duration trust, FeedSettings feed) {

    public StreamOptions {
        if (Math.min(maxFollowers, Math.min(maxPerPerson, maxPerAddress)) < 1) {
            throw new IllegalArgumentException(
                    "There may be one follower or more, not %d, %d for a person, %d for an address"
                            .formatted(maxFollowers, maxPerPerson, maxPerAddress));
        }
        if (heartbeat.toMillis() < 1 || heartbeat.toMillis() >= 30_000) {
            throw new IllegalArgumentException("A heartbeat comes every 1 ms to 30 s, not every " + heartbeat);
        }
        if (trust.isNegative()) {
            throw new IllegalArgumentException("Trust lasts for 0 ms or more, not for " + trust);
        }
    }

    /** 1,000 subscribers, 100 of a person and 500 of an address, a heartbeat every 15 seconds, trust for 15 minutes. */
    public static StreamOptions defaults() {
        return new StreamOptions(
                1_000, 100, 500, Duration.ofSeconds(15), Duration.ofMinutes(15), FeedSettings.defaults());
    }

    /** Copy with other numbers of subscribers for each person, and for each address. */
    public StreamOptions withPlaces(int perPerson, int perAddress) {
        return new StreamOptions(maxFollowers, perPerson, perAddress, heartbeat, trust, feed);
    }

    /** Copy with another heartbeat. */
    public StreamOptions withHeartbeat(Duration next) {
        return new StreamOptions(maxFollowers, maxPerPerson, maxPerAddress, next, trust, feed);
    }

    /** Copy with another trust. */
    public StreamOptions withTrust(Duration next) {
        return new StreamOptions(maxFollowers, maxPerPerson, maxPerAddress, heartbeat, next, feed);
    }
}
