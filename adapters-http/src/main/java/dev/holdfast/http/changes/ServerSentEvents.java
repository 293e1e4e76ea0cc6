package dev.holdfast.http.changes;

import dev.holdfast.application.feed.ChangeEvent;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.representation.CommitJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Encoding of server-sent events (WHATWG HTML §9.2). JSON has no line ends, so data is always one line. */
final class ServerSentEvents {

    private static final byte[] HEARTBEAT = bytes(":\n\n");
    private static final byte[] END_OF_CHUNK = bytes("\n");

    private ServerSentEvents() {}

    /** The beginning of a stream: the delay before a client reconnects. */
    static byte[] opening(Duration reconnectDelay) {
        return bytes("retry: %d\n\n".formatted(reconnectDelay.toMillis()));
    }

    /** A comment, which shows the client and all intermediaries that the connection is alive. */
    static byte[] heartbeat() {
        return HEARTBEAT.clone();
    }

    /** An empty line, which is no event: it only begins the next chunk. */
    static byte[] endOfChunk() {
        return END_OF_CHUNK.clone();
    }

    static byte[] of(ChangeEvent event) {
        return event.map(
                change -> event("change", change, CommitJson.of(change.commit())),
                reset -> event("reset", reset, ResetJson.of(reset)));
    }

    /** JSON of a reset: the event that the subscriber named, and the end of the log. */
    private record ResetJson(String seen, String tip, long revision) {
        static ResetJson of(ChangeEvent.Reset reset) {
            return new ResetJson(
                    reset.seen().toString(), reset.tip().toString(), reset.tip().revision());
        }
    }

    private static byte[] event(String name, ChangeEvent event, Object data) {
        var json = new String(Json.body(data).bytes(), StandardCharsets.UTF_8);
        return bytes("id: %s\nevent: %s\ndata: %s\n\n".formatted(event.tip(), name, json));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
