package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** http.md, Order of checks: the atomic write decides, and every other request gets 412. */
class ConcurrentSavesTest {

    private static final int WRITERS = 16;

    private interface Save {
        RawResponse by(int writer);
    }

    private static List<RawResponse> atOnce(Save save) throws Exception {
        var threads = Executors.newFixedThreadPool(WRITERS);
        try {
            var start = new CountDownLatch(WRITERS);
            var saves = new ArrayList<Callable<RawResponse>>();
            for (var i = 0; i < WRITERS; i++) {
                var writer = i;
                saves.add(() -> {
                    start.countDown();
                    start.await();
                    return save.by(writer);
                });
            }
            var responses = new ArrayList<RawResponse>();
            for (var future : threads.invokeAll(saves)) {
                responses.add(future.get());
            }
            return responses;
        } finally {
            threads.shutdownNow();
        }
    }

    @RepeatedTest(5)
    void exactly_one_of_many_saves_with_the_same_tag_succeeds() throws Exception {
        try (var server = TestServer.start()) {
            var path = server.segment("doc", "text");
            var tag = server.get(path).etag();

            var responses = atOnce(writer ->
                    server.json("PATCH", path, "{\"content\":\"by %d\"}".formatted(writer), "If-Match: " + tag));

            assertThat(responses.stream().filter(response -> response.status() == 200))
                    .hasSize(1);
            assertThat(responses.stream().filter(response -> response.status() == 412))
                    .hasSize(WRITERS - 1);
            assertThat(responses)
                    .extracting(RawResponse::etag)
                    .containsOnly(server.get(path).etag());
        }
    }

    @Test
    void a_request_that_is_sent_many_times_at_once_is_done_once() throws Exception {
        try (var server = TestServer.start()) {
            var path = server.segment("doc", "text");
            var tag = server.get(path).etag();

            var responses = atOnce(writer ->
                    server.json("PATCH", path, "{\"content\":\"new\"}", "If-Match: " + tag, "Idempotency-Key: \"k\""));

            assertThat(responses).extracting(RawResponse::status).containsOnly(200);
            assertThat(responses)
                    .extracting(RawResponse::etag)
                    .containsOnly(server.get(path).etag());
            assertThat(server.get(path).json().get("version").longValue()).isEqualTo(2);
        }
    }
}
