package dev.holdfast.http;

import dev.holdfast.http.RequestQueue.Client;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Queues of a server's requests. Jetty's threads read requests and write responses, and never wait; what may wait for the
 * database is done by the threads of these queues. Health checks have threads of their own, so that they are answered
 * whatever the others wait for.
 */
final class RequestQueues implements AutoCloseable {

    /** More than there are database connections, so that some are left for what does not need the database. */
    private static final int THREADS = 64;

    private static final int THREADS_OF_CLIENT = THREADS / 2;
    private static final int HEALTH_THREADS = 4;

    /** Open resources are read from memory, so that more threads than this only take processors from others. */
    private static final int OPEN_THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final RequestQueue requests = new RequestQueue(THREADS);
    private final RequestQueue health = new RequestQueue(HEALTH_THREADS);

    /** Authenticates a request; its client is not known yet, except for the address. */
    CompletableFuture<Request> authenticate(Request request, Resource resource, Consumer<Request> work) {
        Supplier<Request> done = () -> {
            work.accept(request);
            return request;
        };
        return resource.isOpen()
                ? CompletableFuture.completedFuture(done).thenApply(Supplier::get)
                : requests.submit(
                        new Client("authentication of " + request.client().network(), THREADS_OF_CLIENT), done);
    }

    /** Handles a request that was authenticated. */
    <T> CompletableFuture<T> handle(Request request, Resource resource, Supplier<T> work) {
        if (resource.isHealth()) {
            return health.submit(new Client(resource.path(), HEALTH_THREADS / 2), work);
        }
        return requests.submit(client(request, resource), work);
    }

    private static Client client(Request request, Resource resource) {
        if (resource.isOpen()) {
            return new Client("open to " + request.client().network(), OPEN_THREADS);
        }
        return request.author().verified()
                ? new Client("author " + request.author().name(), THREADS_OF_CLIENT)
                : new Client("address " + request.client().network(), THREADS_OF_CLIENT);
    }

    /** The number of requests that wait for a thread. */
    int waiting() {
        return requests.waiting() + health.waiting();
    }

    @Override
    public void close() {
        requests.close();
        health.close();
    }
}
