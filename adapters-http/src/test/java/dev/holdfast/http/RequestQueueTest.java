package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.RequestQueue.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Turns of the clients in a queue. */
final class RequestQueueTest {

    private static final Client ANA = new Client("Ana", 10);
    private static final Client BEN = new Client("Ben", 10);

    private final CountDownLatch end = new CountDownLatch(1);
    private final List<RequestQueue> queues = new ArrayList<>();

    private RequestQueue queue(int threads) {
        var queue = new RequestQueue(threads);
        queues.add(queue);
        return queue;
    }

    @AfterEach
    void close() {
        end.countDown();
        queues.forEach(RequestQueue::close);
    }

    private String awaitEnd() {
        try {
            assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
            return "ended";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Requests that keep their threads until the end of the test. */
    private List<CompletableFuture<String>> block(RequestQueue queue, Client client, int count) {
        var blocked = new ArrayList<CompletableFuture<String>>();
        for (var i = 0; i < count; i++) {
            blocked.add(queue.submit(client, this::awaitEnd));
        }
        return blocked;
    }

    private static void awaitWaiting(RequestQueue queue, int waiting) {
        var begin = System.nanoTime();
        while (queue.waiting() != waiting) {
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(20));
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static <T> T soon(CompletableFuture<T> result) throws Exception {
        return result.get(20, TimeUnit.SECONDS);
    }

    @Test
    void clients_take_turns_whoever_came_first() throws Exception {
        var queue = queue(1);
        block(queue, ANA, 1);
        awaitWaiting(queue, 0);
        var order = new CopyOnWriteArrayList<String>();
        var all = new ArrayList<CompletableFuture<Boolean>>();
        for (var i = 0; i < 3; i++) {
            all.add(queue.submit(ANA, () -> order.add("Ana")));
        }
        all.add(queue.submit(BEN, () -> order.add("Ben")));

        end.countDown();

        soon(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
        assertThat(order).containsExactly("Ana", "Ben", "Ana", "Ana");
    }

    @Test
    void a_client_has_no_more_threads_than_its_own() throws Exception {
        var queue = queue(4);
        block(queue, new Client("slow", 2), 20);

        var other = soon(queue.submit(BEN, () -> "served"));

        assertThat(other).isEqualTo("served");
        awaitWaiting(queue, 18);
    }

    @Test
    void all_requests_are_served_in_the_end() throws Exception {
        var queue = queue(3);
        var blocked = block(queue, new Client("slow", 2), 20);

        end.countDown();

        for (var request : blocked) {
            assertThat(soon(request)).isEqualTo("ended");
        }
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void work_that_fails_frees_its_thread() throws Exception {
        var queue = queue(1);
        var failed = queue.submit(ANA, () -> {
            throw new StackOverflowError("deep");
        });

        assertThatThrownBy(() -> soon(failed)).hasRootCauseMessage("deep");
        assertThat(soon(queue.submit(ANA, () -> "served"))).isEqualTo("served");
    }
}
