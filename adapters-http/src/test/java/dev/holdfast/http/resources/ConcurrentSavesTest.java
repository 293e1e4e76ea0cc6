package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.testing.Reply;
import dev.holdfast.http.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** HTTP.md, Order of checks: the atomic write decides, and the losers get 412. */
class ConcurrentSavesTest {

    private static final int WRITERS = 16;

    private interface Save {
        Reply by(int writer);
    }

    private static List<Reply> atOnce(Save save) throws Exception {
        var threads = Executors.newFixedThreadPool(WRITERS);
        try {
            var start = new CountDownLatch(WRITERS);
            var saves = new ArrayList<Callable<Reply>>();
            for (var i = 0; i < WRITERS; i++) {
                var writer = i;
                saves.add(() -> {
                    start.countDown();
                    start.await();
                    return save.by(writer);
                });
            }
            var replies = new ArrayList<Reply>();
            for (var future : threads.invokeAll(saves)) {
                replies.add(future.get());
            }
            return replies;
        } finally {
            threads.shutdownNow();
        }
    }

    @RepeatedTest(5)
    void of_many_who_save_with_one_tag_exactly_one_succeeds() throws Exception {
        try (var server = TestServer.start()) {
            var path = server.segment("doc", "text");
            var tag = server.get(path).etag();

            var replies = atOnce(writer ->
                    server.json("PATCH", path, "{\"content\":\"by %d\"}".formatted(writer), "If-Match: " + tag));

            assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
            assertThat(replies.stream().filter(reply -> reply.status() == 412)).hasSize(WRITERS - 1);
            assertThat(replies)
                    .extracting(Reply::etag)
                    .containsOnly(server.get(path).etag());
        }
    }

    @Test
    void one_request_that_is_sent_many_times_at_once_is_done_once() throws Exception {
        try (var server = TestServer.start()) {
            var path = server.segment("doc", "text");
            var tag = server.get(path).etag();

            var replies = atOnce(writer ->
                    server.json("PATCH", path, "{\"content\":\"new\"}", "If-Match: " + tag, "Idempotency-Key: \"k\""));

            assertThat(replies).extracting(Reply::status).containsOnly(200);
            assertThat(replies)
                    .extracting(Reply::etag)
                    .containsOnly(server.get(path).etag());
            assertThat(server.get(path).json().get("version").longValue()).isEqualTo(2);
        }
    }
}
