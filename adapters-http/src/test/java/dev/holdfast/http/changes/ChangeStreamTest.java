package dev.holdfast.http.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.feed.FeedSettings;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.testing.EventReader;
import dev.holdfast.http.testing.EventReader.Event;
import dev.holdfast.http.testing.TestServer;
import dev.holdfast.memory.MemoryDocumentStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /api/documents/{id}/changes} with {@code Accept: text/event-stream}. */
@TestInstance(Lifecycle.PER_CLASS)
final class ChangeStreamTest {

    private static final String EVENTS = "Accept: text/event-stream";

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private static ServerOptions with(int maxFollowers, Duration heartbeat, long maxWaiting) {
        var feed = new FeedSettings(Duration.ofSeconds(1), maxWaiting);
        return ServerOptions.defaults()
                .withStreams(new StreamOptions(maxFollowers, 100, 500, heartbeat, Duration.ofDays(1), feed));
    }

    private static String changes(String document) {
        return "/api/documents/" + document + "/changes";
    }

    private static void save(TestServer at, String segment, String text) {
        var etag = at.get(segment).etag();
        var saved = at.json("PATCH", segment, "{\"content\":\"%s\"}".formatted(text), "If-Match: " + etag);
        assertThat(saved.status()).isEqualTo(200);
    }

    private static List<Long> revisions(List<Event> events) {
        return events.stream().map(Event::revision).toList();
    }

    // Events

    @Test
    void an_event_has_the_same_json_as_the_commit_in_the_log() {
        var document = server.newDocument();
        server.document(document, "Hello");
        var log = server.get(changes(document));

        try (var events = EventReader.open(server, document)) {
            var event = events.next();

            assertThat(event.name()).isEqualTo("change");
            assertThat("\"" + event.id() + "\"").isEqualTo(log.etag());
            assertThat(event.json()).isEqualTo(log.json().get("commits").get(0));
        }
    }

    @Test
    void a_save_is_sent_at_once() {
        var document = server.newDocument();
        var segment = server.segment(document, "Hello");

        try (var events = EventReader.open(server, document)) {
            events.next();
            save(server, segment, "Grüße");
            var event = events.next();

            var change = event.json().get("changes").get(0);
            assertThat(change.get("content").textValue()).isEqualTo("Grüße");
            assertThat(change.get("etag").textValue())
                    .isEqualTo(server.get(segment).etag());
        }
    }

    @Test
    void the_header_forbids_intermediaries_to_buffer_events() {
        var document = server.newDocument();
        server.document(document, "Hello");

        try (var events = EventReader.open(server, document)) {
            assertThat(events.head.status()).isEqualTo(200);
            assertThat(events.head.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(events.head.header("Cache-Control")).isEqualTo("no-cache, no-transform");
            assertThat(events.head.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(events.head.header("Vary")).isEqualTo("Accept");
            assertThat(events.head.field("ETag")).isEmpty();
            assertThat(events.head.field("Content-Length")).isEmpty();
        }
    }

    @Test
    void the_stream_names_the_delay_before_a_reconnect() throws IOException {
        var document = server.newDocument();
        server.document(document, "Hello");

        try (var events = EventReader.open(server, document)) {
            assertThat(events.line()).matches("retry: [12][0-9]{3}");
        }
    }

    @Test
    void a_deletion_and_a_restoration_are_sent() {
        var document = server.newDocument();
        server.document(document, "Hello");
        var path = "/api/documents/" + document;

        try (var events = EventReader.open(server, changes(document) + "?since=1", 65_536)) {
            var deleted = server.delete(path, "If-Match: " + server.get(path).etag());
            server.json("POST", path + "/restore", "", "If-Match: " + deleted.etag());

            assertThat(events.next(2))
                    .extracting(event ->
                            event.json().get("changes").get(0).get("operation").textValue())
                    .containsExactly("delete", "restore");
        }
    }

    @Test
    void a_heartbeat_shows_that_an_idle_connection_is_alive() throws IOException {
        try (var quick = TestServer.start(with(10, Duration.ofMillis(20), 1_000_000))) {
            quick.document("d", "Hello");
            try (var events = EventReader.open(quick, "d")) {
                events.next();

                assertThat(events.line()).isEmpty(); // the end of the chunk of the event
                for (var i = 0; i < 3; i++) {
                    assertThat(events.line()).isEqualTo(":");
                    assertThat(events.line()).isEmpty();
                }
            }
        }
    }

    // Resuming

    @Test
    void a_stream_ends_when_its_author_may_not_read_any_more() {
        var mayRead = new AtomicBoolean(true);
        AccessPolicy policy = (author, action, document) -> action != AccessPolicy.Action.READ || mayRead.get();
        try (var guarded = TestServer.start(policy, with(10, Duration.ofMillis(50), 4_000_000))) {
            guarded.document("d", "Hello");
            try (var events = EventReader.open(guarded, "d")) {
                assertThat(events.next().revision()).isEqualTo(1);

                mayRead.set(false);

                assertThat(events.nextUnlessEnded()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Last-Event-ID", "since", "revision", "both"})
    void a_stream_resumes_after_the_last_event(String by) {
        var document = server.newDocument();
        var segment = server.segment(document, "one");
        var seen = server.get(changes(document)).etag().replace("\"", "");
        save(server, segment, "two");
        save(server, segment, "three");

        var query = switch (by) {
            case "since" -> "?since=" + seen;
            case "revision" -> "?since=1";
            case "both" -> "?since=0";
            default -> "";
        };
        var field = by.equals("Last-Event-ID") || by.equals("both") ? "Last-Event-ID: " + seen : "Last-Event-ID:";
        try (var events = EventReader.open(server, changes(document) + query, 65_536, field)) {

            assertThat(revisions(events.next(2))).containsExactly(2L, 3L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7-AAAAAAAAAAAAAAAAAAAAAA", "2-AAAAAAAAAAAAAAAAAAAAAA"})
    void a_client_with_an_event_that_is_not_in_the_log_gets_a_reset(String seen) {
        var document = server.newDocument();
        var segment = server.segment(document, "one");
        save(server, segment, "two");
        var tip = server.get(changes(document)).etag().replace("\"", "");

        try (var events = EventReader.open(server, document, "Last-Event-ID: " + seen)) {
            var reset = events.next();
            save(server, segment, "three");

            assertThat(reset.name()).isEqualTo("reset");
            assertThat(reset.id()).isEqualTo(tip);
            assertThat(reset.json().get("seen").textValue()).isEqualTo(seen);
            assertThat(reset.json().get("tip").textValue()).isEqualTo(tip);
            assertThat(reset.revision()).isEqualTo(2);
            assertThat(events.next().revision()).isEqualTo(3);
        }
    }

    @Test
    void reconnecting_clients_neither_miss_nor_repeat_an_event_on_any_node() throws Exception {
        var store = new MemoryDocumentStore();
        var seed = System.nanoTime();
        try (var one = TestServer.start(store, ServerOptions.defaults());
                var two = TestServer.start(store, ServerOptions.defaults())) {
            var segments = one.document("d", "a", "b", "c", "d");
            var followers = new ArrayList<CompletableFuture<List<Long>>>();
            for (var i = 0; i < 4; i++) {
                var random = new Random(seed + i);
                followers.add(onThread(() -> followUntil(401, List.of(one, two), random)));
            }
            var writers = new ArrayList<CompletableFuture<Long>>();
            for (var segment : segments) {
                writers.add(onThread(() -> {
                    for (var i = 0; i < 100; i++) {
                        save(i % 2 == 0 ? one : two, "/api/segments/" + segment, "save " + i);
                    }
                    return 100L;
                }));
            }

            for (var writer : writers) {
                assertThat(writer.get()).isEqualTo(100);
            }
            for (var follower : followers) {
                assertThat(follower.get())
                        .as("seed %d", seed)
                        .isEqualTo(LongStream.rangeClosed(1, 401).boxed().toList());
            }
        }
    }

    private static <T> CompletableFuture<T> onThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
    }

    private static List<Long> followUntil(long revision, List<TestServer> nodes, Random random) {
        var seen = new ArrayList<Long>();
        var last = "";
        while (!seen.contains(revision)) {
            var node = nodes.get(random.nextInt(nodes.size()));
            try (var events = EventReader.open(node, "d", "Last-Event-ID: " + last)) {
                for (var left = random.nextInt(60); left > 0 && !seen.contains(revision); left--) {
                    var event = events.next();
                    seen.add(event.revision());
                    assertThat(event.revision()).isEqualTo(seen.size());
                    last = event.id();
                }
            }
        }
        return seen;
    }

    // Refusals

    @Test
    void a_document_that_never_was_is_not_found() {
        var response = server.get(changes("never"), EVENTS);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.problem()).isEqualTo("not-found");
    }

    @Test
    void an_author_who_may_not_read_may_not_subscribe() {
        try (var closed = TestServer.start((author, action, document) -> action != AccessPolicy.Action.READ)) {
            assertThat(closed.get(changes("d"), EVENTS).status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "?since=x, '', malformed-query",
        "?since=-1, '', malformed-query",
        "'', 17, ''",
        "'', x, malformed-header",
        "'', 0-AAAAAAAAAAAAAAAAAAAAAA, malformed-header"
    })
    void a_place_in_the_log_that_cannot_be_read_is_refused(String query, String last, String problem) {
        var document = server.newDocument();
        server.document(document, "Hello");

        try (var events = EventReader.open(server, changes(document) + query, 65_536, "Last-Event-ID: " + last)) {
            assertThat(events.head.status()).isEqualTo(problem.isEmpty() ? 200 : 400);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "application/json | application/json",
                "application/json, text/event-stream | application/json",
                "application/json;q=0.5, text/event-stream | text/event-stream",
                "text/event-stream;q=0.5, application/json | application/json",
                "text/event-stream, */* | text/event-stream",
                "text/event-stream;q=0, */* | application/json",
                "text/* | text/event-stream"
            })
    void the_client_chooses_between_a_page_and_a_stream(String accept, String mediaType) {
        var document = server.newDocument();
        server.document(document, "Hello");

        var response = server.send("HEAD", changes(document), List.of("Accept: " + accept), "");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo(mediaType);
        assertThat(response.header("Vary"))
                .isEqualTo(mediaType.equals("application/json") ? "Accept, Accept-Encoding" : "Accept");
    }

    @Test
    void a_media_type_of_neither_page_nor_stream_is_not_acceptable() {
        var document = server.newDocument();
        server.document(document, "Hello");

        assertThat(server.get(changes(document), "Accept: text/html").status()).isEqualTo(406);
    }

    @Test
    void head_is_the_header_of_the_stream() {
        var document = server.newDocument();
        server.document(document, "Hello");

        var head = server.send("HEAD", changes(document), List.of(EVENTS), "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(head.header("Cache-Control")).isEqualTo("no-cache, no-transform");
        assertThat(head.field("Content-Length")).isEmpty();
        assertThat(head.body()).isEmpty();
        assertThat(server.send("HEAD", changes("never"), List.of(EVENTS), "").status())
                .isEqualTo(404);
    }

    @Test
    void preconditions_apply_to_the_state_from_which_a_stream_starts() {
        var document = server.newDocument();
        server.document(document, "Hello");
        var tag = server.get(changes(document)).etag();

        var stale = server.get(changes(document), EVENTS, "If-Match: \"stale\"");
        var malformed = server.get(changes(document), EVENTS, "If-Match: stale");

        assertThat(stale.status()).isEqualTo(412);
        assertThat(malformed.status()).isEqualTo(400);
        try (var current = EventReader.open(server, document, "If-Match: " + tag);
                var known = EventReader.open(server, document, "If-None-Match: " + tag)) {
            assertThat(current.next().revision()).isEqualTo(1);
            assertThat(known.next().revision()).isEqualTo(1);
        }
    }

    // Limits

    @Test
    void a_server_accepts_no_more_followers_than_its_limit_until_one_leaves() {
        try (var small = TestServer.start(with(1, Duration.ofMillis(20), 1_000_000))) {
            small.document("d", "Hello");
            try (var first = EventReader.open(small, "d")) {
                var second = small.get(changes("d"), EVENTS);

                assertThat(first.next().revision()).isEqualTo(1);
                assertThat(second.status()).isEqualTo(503);
                assertThat(second.problem()).isEqualTo("unavailable");
                assertThat(second.header("Retry-After")).isEqualTo("5");
            }

            var third = Optional.<Event>empty();
            while (third.isEmpty()) { // until a heartbeat finds that the first client disconnected
                try (var events = EventReader.open(small, "d")) {
                    third = events.head.status() == 200 ? events.nextUnlessEnded() : third;
                }
            }
            assertThat(third.get().revision()).isEqualTo(1);
        }
    }

    @Test
    void a_place_is_free_again_as_soon_as_a_client_has_closed_its_connection() {
        var seldom = Duration.ofSeconds(29); // no heartbeat finds it
        try (var small = TestServer.start(with(1, seldom, 1_000_000))) {
            small.document("d", "Hello");
            for (var i = 0; i < 5; i++) {
                EventReader.open(small, "d").close();

                assertThat(openedWithin(Duration.ofSeconds(10), small))
                        .as("after client %d", i)
                        .isTrue();
                assertThat(openedWithin(Duration.ofSeconds(10), small)).isTrue();
            }
        }
    }

    /** Opens a stream, and closes it, as soon as there is a place. */
    private static boolean openedWithin(Duration time, TestServer at) {
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            try (var events = EventReader.open(at, "d")) {
                if (events.head.status() == 200) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void a_client_that_sends_something_during_its_stream_still_gets_all_events() throws IOException {
        var document = server.newDocument();
        var segment = server.segment(document, "Hello");

        try (var events = EventReader.open(server, document)) {
            events.next();
            events.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            save(server, segment, "one");
            var first = events.next();
            save(server, segment, "two");

            assertThat(List.of(first.revision(), events.next().revision())).containsExactly(2L, 3L);
        }
    }

    @Test
    void an_address_has_no_more_followers_than_its_limit() {
        var options = with(10, Duration.ofSeconds(15), 1_000_000);
        try (var small = TestServer.start(options.withStreams(options.streams().withPlaces(1, 2)))) {
            small.document("d", "Hello");
            try (var first = EventReader.open(small, "d");
                    var second = EventReader.open(small, "d", "Holdfast-Author: Ann")) {
                var third = small.get(changes("d"), EVENTS, "Holdfast-Author: Bob");

                assertThat(List.of(first.head.status(), second.head.status())).containsOnly(200);
                assertThat(third.status()).isEqualTo(503);
                assertThat(third.problem()).isEqualTo("unavailable");
                assertThat(third.header("Retry-After")).isEqualTo("5");
                assertThat(third.json().get("detail").textValue()).contains("your address");
                assertThat(small.get(changes("d")).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void followers_occupy_no_thread_that_saves_need() {
        var document = server.newDocument();
        var segment = server.segment(document, "Hello");
        var followers = new ArrayList<EventReader>();
        try {
            for (var i = 0; i < 400; i++) {
                followers.add(EventReader.open(server, document));
            }
            save(server, segment, "still there");

            assertThat(followers)
                    .allSatisfy(
                            follower -> assertThat(revisions(follower.next(2))).containsExactly(1L, 2L));
        } finally {
            followers.forEach(EventReader::close);
        }
    }

    @Test
    void a_follower_that_does_not_read_is_disconnected_and_resumes_without_a_gap() {
        try (var server = TestServer.start(with(10, Duration.ofSeconds(15), 1_000_000))) {
            var segment = server.segment("d", "Hello");
            var large = "x".repeat(200_000);
            List<Event> seen = new ArrayList<>();
            try (var slow = EventReader.open(server, changes("d"), 8_192)) {
                for (var i = 0; i < 100; i++) {
                    save(server, segment, i + large);
                }
                for (var event = slow.nextUnlessEnded(); event.isPresent(); event = slow.nextUnlessEnded()) {
                    seen.add(event.get());
                }
            }

            assertThat(seen).hasSizeBetween(1, 100);
            try (var again = EventReader.open(
                    server, "d", "Last-Event-ID: " + seen.get(seen.size() - 1).id())) {
                seen.addAll(again.next(101 - seen.size()));
            }
            assertThat(revisions(seen))
                    .isEqualTo(LongStream.rangeClosed(1, 101).boxed().toList());
        }
    }

    @Test
    void stopping_the_server_ends_streams_at_once() {
        var stopping = TestServer.start();
        stopping.document("d", "Hello");
        try (var events = EventReader.open(stopping, "d")) {
            events.next();
            var begin = System.nanoTime();
            stopping.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            assertThat(events.nextUnlessEnded()).isEmpty();
        }
    }

    @Test
    void a_follower_that_does_not_read_does_not_delay_the_stop() {
        var stopping = TestServer.start();
        var segment = stopping.segment("d", "Hello");
        try (var slow = EventReader.open(stopping, changes("d"), 8_192)) {
            for (var i = 0; i < 60; i++) {
                save(stopping, segment, i + "x".repeat(200_000));
            }
            var begin = System.nanoTime();
            stopping.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            assertThat(slow.head.status()).isEqualTo(200);
        }
    }

    /** Some proxies pass on a chunk only when it has ended. */
    @Test
    void a_chunk_ends_with_its_event_and_not_with_the_next_one() throws IOException {
        var document = server.newDocument();
        server.document(document, "Hello");
        try (var socket = new Socket(server.uri.getHost(), server.uri.getPort())) {
            socket.setSoTimeout(5_000); // less than a heartbeat takes
            var request = "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                    .formatted(changes(document));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var received = new ByteArrayOutputStream();

            while (!received.toString(StandardCharsets.UTF_8).contains("}\n\n\r\n")) {
                var next = socket.getInputStream().read();
                assertThat(next).as(received.toString(StandardCharsets.UTF_8)).isNotNegative();
                received.write(next);
            }

            assertThat(received.toString(StandardCharsets.UTF_8)).contains("event: change");
        }
    }
}
