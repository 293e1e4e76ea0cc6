package dev.holdfast.http;

import dev.holdfast.application.feed.FeedSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the server is to listen, and how much it takes.
 *
 * @param host the address or name to bind to
 * @param port the port to bind to, 0 for a free one
 * @param allowedOrigins the origins of web pages that may use it from a browser, such as {@code https://example.com}; pages
 *     that it serves itself may always
 * @param limits what is refused for its size
 * @param pace what is refused for coming too slowly
 * @param streams how changes are streamed
 * @param authentication how it finds out who sends a request
 * @param editor where on the class path the web editor is; a server that finds none there says so at its root
 */
public record ServerOptions(
        String host,
        int port,
        Set<String> allowedOrigins,
        Limits limits,
        Pace pace,
        Streams streams,
        Authentication authentication,
        String editor) {

    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    public ServerOptions {
        if (host.isBlank()) {
            throw new IllegalArgumentException("A host is a name or an address, such as 127.0.0.1");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
        }
        allowedOrigins = Set.copyOf(allowedOrigins);
        for (var origin : allowedOrigins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "An origin is as browsers send it, such as https://example.com or http://localhost:5173, not "
                                + origin);
            }
        }
    }

    /** On port 8080 of the loopback address, with the usual limits. */
    public static ServerOptions defaults() {
        return new ServerOptions(
                "127.0.0.1",
                8080,
                Set.of(),
                Limits.defaults(),
                Pace.defaults(),
                Streams.defaults(),
                new Authentication.None(),
                "dev/holdfast/web");
    }

    /** Whether nobody but its own computer can reach the server. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The same on another port. */
    public ServerOptions withPort(int next) {
        return new ServerOptions(host, next, allowedOrigins, limits, pace, streams, authentication, editor);
    }

    /** The same on another host. */
    public ServerOptions withHost(String next) {
        return new ServerOptions(next, port, allowedOrigins, limits, pace, streams, authentication, editor);
    }

    /** The same for the web pages of other origins. */
    public ServerOptions withAllowedOrigins(Set<String> next) {
        return new ServerOptions(host, port, next, limits, pace, streams, authentication, editor);
    }

    /** The same with other limits. */
    public ServerOptions withLimits(Limits next) {
        return new ServerOptions(host, port, allowedOrigins, next, pace, streams, authentication, editor);
    }

    /** The same with another pace. */
    public ServerOptions withPace(Pace next) {
        return new ServerOptions(host, port, allowedOrigins, limits, next, streams, authentication, editor);
    }

    /** The same with other streams. */
    public ServerOptions withStreams(Streams next) {
        return new ServerOptions(host, port, allowedOrigins, limits, pace, next, authentication, editor);
    }

    /** The same with another way to find out who sends a request. */
    public ServerOptions withAuthentication(Authentication next) {
        return new ServerOptions(host, port, allowedOrigins, limits, pace, streams, next, editor);
    }

    /** The same with the web editor from another place. */
    public ServerOptions withEditor(String next) {
        return new ServerOptions(host, port, allowedOrigins, limits, pace, streams, authentication, next);
    }

    /**
     * How changes are streamed. A follower takes a connection and some memory, but no thread.
     *
     * @param maxFollowers how many there may be at the same time
     * @param heartbeat how often they are sent something, so that nothing on the way takes the connection for dead; less
     *     than the 30 seconds after which the server itself does
     * @param trust how long a stream lasts at most whose follower is known by something that may be taken away without the
     *     server seeing it: by the word of a proxy, or by the cookie of a session. Clients come back by themselves, and show it
     *     again
     * @param feed how the log is followed
     */
    public record Streams(int maxFollowers, Duration heartbeat, Duration trust, FeedSettings feed) {

        public Streams {
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

        /** 1,000 followers, a heartbeat every 15 seconds, trust for 15 minutes. */
        public static Streams defaults() {
            return new Streams(1_000, Duration.ofSeconds(15), Duration.ofMinutes(15), FeedSettings.defaults());
        }

        /** The same with another heartbeat. */
        public Streams withHeartbeat(Duration next) {
            return new Streams(maxFollowers, next, trust, feed);
        }

        /** The same with another trust. */
        public Streams withTrust(Duration next) {
            return new Streams(maxFollowers, heartbeat, next, feed);
        }
    }

    /**
     * How fast a request has to come. What waits for it takes a connection, and for its body a thread.
     *
     * @param patience how long a header may take, how long a body may take without coming at the rate, and how long a body
     *     that nobody wants is read before the answer
     * @param bytesPerSecond the rate at which a longer body has to come
     */
    public record Pace(Duration patience, int bytesPerSecond) {

        public Pace {
            if (patience.toMillis() < 1 || bytesPerSecond < 1) {
                throw new IllegalArgumentException("A pace is 1 ms or more and 1 byte per second or more");
            }
        }

        /** 20 seconds and 4 kB a second. */
        public static Pace defaults() {
            return new Pace(Duration.ofSeconds(20), 4_096);
        }

        /** Whether patience is over after so long, however much came. */
        boolean isOver(long nanos) {
            return nanos > patience.toNanos();
        }

        boolean isMissedBy(long bytes, long nanos) {
            return (nanos - patience.toNanos()) / 1e9 * bytesPerSecond > bytes;
        }
    }

    /**
     * What is refused for its size. All are 1 or more.
     *
     * @param urlBytes bytes of a request's target: path and query
     * @param headerBytes bytes of a request's header fields together
     * @param importBytes bytes of a file to import
     * @param jsonBytes bytes of a JSON body
     * @param batchEdits edits in one batch
     * @param pageSize items on one page
     * @param jsonDepth objects and arrays within each other
     */
    public record Limits(
            int urlBytes,
            int headerBytes,
            int importBytes,
            int jsonBytes,
            int batchEdits,
            int pageSize,
            int jsonDepth) {

        public Limits {
            var smallest = Math.min(
                    Math.min(Math.min(urlBytes, headerBytes), Math.min(importBytes, jsonBytes)),
                    Math.min(batchEdits, Math.min(pageSize, jsonDepth)));
            if (smallest < 1) {
                throw new IllegalArgumentException("A limit is 1 or more, not " + smallest);
            }
        }

        /** How many bytes of a body that is refused are read nevertheless, so that its sender gets to the answer. */
        long unreadBytes() {
            return 4L * Math.max(importBytes, jsonBytes);
        }

        /** What suits subtitles of a long film: 2 kB, 8 kB, 10 MB, 10 MB, 20,000 edits, pages of 1,000, depth 32. */
        public static Limits defaults() {
            return new Limits(2_048, 8_192, 10_485_760, 10_485_760, 20_000, 1_000, 32);
        }
    }
}
