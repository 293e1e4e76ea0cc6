package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.postgres.TestDatabase;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Change stream of two servers on one database: eight writers, four followers that disconnect at random, and one server is
 * killed. Each follower must receive every revision exactly once and in order. {@code app/follow} runs it for longer.
 */
final class ChangeStreamIT {

    private static final Duration DURATION = Duration.ofSeconds(Integer.getInteger("holdfast.stream.seconds", 5));
    private static final Duration TIMEOUT = DURATION.plusSeconds(60);
    private static final String[] TEXTS = {"a", "b", "c", "d", "e", "f", "g", "h"};
    private static final String THE_END = "the end";

    private final long seed = System.nanoTime();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(16);

    /** Times at which saves were acknowledged, by the new entity tag. */
    private final Map<String, Long> saves = new ConcurrentHashMap<>();

    private ServerProcess kept;
    private ServerProcess killed;
    private volatile boolean isKilled;

    @BeforeEach
    void start() {
        var url = TestDatabase.freshDatabase();
        kept = ServerProcess.start("--port", "0", "--storage", "postgres", "--database-url", url);
        assertThat(kept.address()).isNotNull(); // started one after the other, which is faster on a busy machine
        killed = ServerProcess.start("--port", "0", "--storage", "postgres", "--database-url", url);
        assertThat(killed.address()).isNotNull();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        killed.close();
        kept.close();
    }

    @Test
    void every_follower_receives_each_revision_once_and_in_order_while_a_server_is_killed() throws Exception {
        var segments = new TestClient(kept.address()).newSegments(TEXTS);
        var document = segments.get(0).get("document").asText();
        var end = System.nanoTime() + DURATION.toNanos();
        var loyal = followers(seed, random -> new Follower(document, kept::address, random));
        var roaming = followers(seed + 2, random -> new Follower(document, any(random), random));

        var writers = StreamSupport.stream(segments.spliterator(), false)
                .map(segment -> threads.submit(() -> write(segment, end)))
                .toList();
        threads.schedule(this::kill, DURATION.toMillis() / 2, TimeUnit.MILLISECONDS)
                .get();
        for (var writer : all(writers)) {
            assertThat(writer).isPositive();
        }
        var first = segments.get(0).get("id").asText();
        save(
                kept::address,
                first,
                TestClient.etag(new TestClient(kept.address()).get("/api/segments/" + first)),
                THE_END);

        var all = LongStream.rangeClosed(1, saves.size() + 1L).boxed().toList(); // revision 1 created the document
        assertThat(Stream.concat(all(loyal).stream(), all(roaming).stream()))
                .allSatisfy(follower ->
                        assertThat(follower.revisions).as("seed %d", seed).isEqualTo(all));
        assertThat(all(loyal))
                .allSatisfy(follower -> assertThat(follower.breaks).isZero());
        report("of the server that stayed", all(loyal));
        report("of both servers", all(roaming));
    }

    private List<Future<Follower>> followers(long seed, Function<Random, Follower> make) {
        return IntStream.range(0, 2)
                .mapToObj(i -> make.apply(new Random(seed + i)))
                .map(follower -> threads.submit(() -> follower.followUntil(THE_END)))
                .toList();
    }

    /** A random one of the two servers, or the one that is left. */
    private Supplier<URI> any(Random random) {
        return () -> isKilled || random.nextBoolean() ? kept.address() : killed.address();
    }

    private void kill() {
        killed.kill();
        isKilled = true;
    }

    private int write(JsonNode segment, long end) {
        var servers = any(new Random(segment.get("id").hashCode()));
        var etag = segment.get("etag").asText();
        var count = 0;
        for (; System.nanoTime() < end; count++) {
            etag = save(servers, segment.get("id").asText(), etag, "save " + count);
        }
        return count;
    }

    /** Saves, with as many retries as needed, and returns the new entity tag. */
    private String save(Supplier<URI> servers, String segment, String etag, String text) {
        while (!Thread.interrupted()) {
            try {
                var response = new TestClient(servers.get(), http).saveOnce(segment + " " + text, segment, etag, text);
                assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
                saves.put(TestClient.etag(response), System.nanoTime());
                return TestClient.etag(response);
            } catch (UncheckedIOException e) {
                assertThat(kept.output())
                        .as("The request failed at the server that was not killed")
                        .doesNotContain("Exception");
            }
        }
        throw new AssertionError("The save was interrupted");
    }

    private static <T> List<T> all(List<Future<T>> futures) throws Exception {
        var results = new ArrayList<T>();
        for (var future : futures) {
            results.add(future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS));
        }
        return results;
    }

    /** Prints the delays from the response of a save to the event at a follower, including the time it was disconnected. */
    private void report(String which, List<Follower> followers) {
        for (var follower : followers) {
            var delays = follower.times.entrySet().stream()
                    .mapToLong(event ->
                            Math.max(0, event.getValue() - saves.getOrDefault(event.getKey(), event.getValue())))
                    .sorted()
                    .toArray();
            System.out.printf(
                    "Follower %s: %d revisions, %d connections of which %d broke; delay p50 %.1f ms, p99 %.1f ms,"
                            + " longest %.1f ms%n",
                    which,
                    follower.revisions.size(),
                    follower.connections,
                    follower.breaks,
                    delays[delays.length / 2] / 1e6,
                    delays[delays.length * 99 / 100] / 1e6,
                    delays[delays.length - 1] / 1e6);
        }
    }
}
