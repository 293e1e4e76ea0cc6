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
 * Eight write to two servers with one database while four follow, come and go at random, and one of the servers is killed.
 * Each follower has to be told of every revision exactly once and in order. {@code app/follow} runs it for longer.
 */
final class ChangeStreamIT {

    private static final Duration DURATION = Duration.ofSeconds(Integer.getInteger("holdfast.stream.seconds", 5));
    private static final Duration TIMEOUT = DURATION.plusSeconds(60);
    private static final String[] TEXTS = {"a", "b", "c", "d", "e", "f", "g", "h"};
    private static final String THE_END = "the end";

    private final long seed = System.nanoTime();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(16);

    /** When a save was answered, by the tag of what it made. */
    private final Map<String, Long> saves = new ConcurrentHashMap<>();

    private ServerProcess kept;
    private ServerProcess killed;
    private volatile boolean isKilled;

    @BeforeEach
    void start() {
        var url = TestDatabase.freshDatabase();
        kept = ServerProcess.start("--port", "0", "--storage", "postgres", "--database-url", url);
        assertThat(kept.address()).isNotNull(); // one after the other, so that they need not share a busy machine
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
    void every_follower_is_told_of_each_revision_once_and_in_order_while_a_server_is_killed() throws Exception {
        var segments = new Client(kept.address()).newSegments(TEXTS);
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
        save(kept::address, segments.get(0).get("id").asText(), "*", THE_END);

        var all = LongStream.rangeClosed(1, saves.size() + 1L).boxed().toList(); // the first made the document
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

    /** One of the two, or the one that is left. */
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

    /** Saves, however often that has to be tried, and returns the new tag. */
    private String save(Supplier<URI> servers, String segment, String etag, String text) {
        while (!Thread.interrupted()) {
            try {
                var answer = new Client(servers.get(), http).saveOnce(segment + " " + text, segment, etag, text);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                saves.put(Client.etag(answer), System.nanoTime());
                return Client.etag(answer);
            } catch (UncheckedIOException e) {
                assertThat(kept.output()).as("It was the other server").doesNotContain("Exception");
            }
        }
        throw new AssertionError("It took too long");
    }

    private static <T> List<T> all(List<Future<T>> futures) throws Exception {
        var results = new ArrayList<T>();
        for (var future : futures) {
            results.add(future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS));
        }
        return results;
    }

    /** A wait is from the answer to a save until the follower has the event, its time away included; none if it was faster. */
    private void report(String which, List<Follower> followers) {
        for (var follower : followers) {
            var waits = follower.times.entrySet().stream()
                    .mapToLong(
                            told -> Math.max(0, told.getValue() - saves.getOrDefault(told.getKey(), told.getValue())))
                    .sorted()
                    .toArray();
            System.out.printf(
                    "Follower %s: %d revisions, %d connections of which %d broke; waited p50 %.1f ms, p99 %.1f ms,"
                            + " longest %.1f ms%n",
                    which,
                    follower.revisions.size(),
                    follower.visits,
                    follower.breaks,
                    waits[waits.length / 2] / 1e6,
                    waits[waits.length * 99 / 100] / 1e6,
                    waits[waits.length - 1] / 1e6);
        }
    }
}
