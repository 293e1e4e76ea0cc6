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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Turns of the clients in a queue. */
final class RequestQueueTest {

    private static final Client ANA = new Client("Ana", 10);
    private static final Client BEN = new Client("Ben", 10);

    private final CountDownLatch end = new CountDownLatch(1);
    private final List<RequestQueue> queues = new ArrayList<>();

    private RequestQueue queue(int threads) {
        var queue = new RequestQueue(threads, threads);
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

    /** Requests that keep their threads until the end of the test, each brought by a thread of its own. */
    private List<CompletableFuture<String>> block(RequestQueue queue, Client client, int count) {
        var begun = new AtomicInteger();
        var blocked = new ArrayList<CompletableFuture<String>>();
        for (var i = 0; i < count; i++) {
            blocked.add(bring(() -> queue.submit(client, () -> {
                begun.incrementAndGet();
                return awaitEnd();
            })));
        }
        await(() -> begun.get() + queue.waiting() == count);
        return blocked;
    }

    private static <T> CompletableFuture<T> bring(Supplier<CompletableFuture<T>> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, "bringer").start())
                .thenCompose(result -> result);
    }

    private static void await(BooleanSupplier condition) {
        var begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
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
        assertThat(queue.waiting()).isEqualTo(18);
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
    void work_that_need_not_wait_is_done_by_the_thread_that_brings_it() {
        var done = queue(1).submit(ANA, Thread::currentThread);

        assertThat(done).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void with_enough_at_work_further_work_is_done_by_threads_of_the_queue() throws Exception {
        var queue = new RequestQueue(2, 1);
        queues.add(queue);
        block(queue, ANA, 1);

        var other = queue.submit(BEN, Thread::currentThread);

        assertThat(soon(other)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void a_thread_that_brought_work_is_not_kept_for_that_of_others() throws Exception {
        var queue = queue(1);
        var others = new AtomicReference<CompletableFuture<Thread>>();

        var own = queue.submit(ANA, () -> {
            others.set(queue.submit(BEN, Thread::currentThread));
            return Thread.currentThread();
        });

        assertThat(own).isCompletedWithValue(Thread.currentThread());
        assertThat(soon(others.get())).isNotSameAs(Thread.currentThread());
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
