package dev.holdfast.application.session;

import java.time.Duration;

/**
 * Settings of sessions.
 *
 * @param idle the time without use after which a session ends
 * @param lifetime the time after which a session ends, however much it is used
 */
public record SessionSettings(Duration idle, Duration lifetime) {

    /** The shortest of both times: the last use is known to the minute only. */
    public static final Duration MIN = Duration.ofMinutes(5);

    /** The longest of both times, which browsers keep a cookie for. */
    public static final Duration MAX = Duration.ofDays(400);

    public SessionSettings {
        for (var time : new Duration[] {idle, lifetime}) {
            if (time.compareTo(MIN) < 0 || time.compareTo(MAX) > 0) {
                throw new IllegalArgumentException("A session ends after 5 minutes to 400 days, not after " + time);
            }
        }
    }

    /** 12 hours without use, 30 days in all. */
    public static SessionSettings defaults() {
        return new SessionSettings(Duration.ofHours(12), Duration.ofDays(30));
    }
}
