package dev.holdfast.app;

import dev.holdfast.application.Holdfast;
import dev.holdfast.http.HttpServer;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A server with all that belongs to it. */
final class RunningServer implements AutoCloseable {

    private final AnnotationConfigApplicationContext context;
    private final URI address;
    private final CountDownLatch closed = new CountDownLatch(1);

    private RunningServer(AnnotationConfigApplicationContext context) {
        this.context = context;
        this.address = context.getBean(HttpServer.class).start();
        if (context.getBean(ServeSettings.class).sample()) {
            SampleDocument.onClassPath().ifPresent(sample -> sample.addTo(context.getBean(Holdfast.class), address));
        }
    }

    /**
     * Starts a server and returns when it is ready.
     *
     * @param progress is told what takes time
     */
    static RunningServer start(ServeSettings settings, Consumer<String> progress) {
        var context = new AnnotationConfigApplicationContext();
        // From here on, so that who stops the server while it starts leaves no database running behind.
        context.registerShutdownHook();
        try {
            context.registerBean(ServeSettings.class, () -> settings);
            context.registerBean(Progress.class, () -> progress::accept);
            context.register(settings.storage().configuration(), ServerConfiguration.class);
            context.refresh();
            return new RunningServer(context);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    /** Where it listens. */
    URI address() {
        return address;
    }

    /** Waits until it was closed. */
    void awaitClose() throws InterruptedException {
        closed.await();
    }

    /** Answers the requests that are under way, then stops everything, the database last. */
    @Override
    public void close() {
        context.close();
        closed.countDown();
    }
}
