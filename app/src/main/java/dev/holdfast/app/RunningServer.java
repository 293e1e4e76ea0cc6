package dev.holdfast.app;

import dev.holdfast.application.Holdfast;
import dev.holdfast.http.HttpServer;
import java.net.URI;
import java.util.function.Consumer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Running server with its application context. */
final class RunningServer implements AutoCloseable {

    private final AnnotationConfigApplicationContext context;
    private final URI address;
    private final Outage outage;

    private RunningServer(AnnotationConfigApplicationContext context) {
        this.context = context;
        this.outage = context.getBean(Outage.class);
        this.address = context.getBean(HttpServer.class).start();
        if (context.getBean(ServeSettings.class).sample()) {
            SampleDocument.onClassPath().ifPresent(sample -> sample.addTo(context.getBean(Holdfast.class), address));
        }
    }

    /**
     * Starts a server and returns when it is ready.
     *
     * @param log its log, which is closed last
     * @param progress called with a line for each step that takes time
     */
    static RunningServer start(ServeSettings settings, ServerLog log, Consumer<String> progress) {
        var context = new AnnotationConfigApplicationContext();
        // Registered first, so that a stop during the start also stops the database.
        context.registerShutdownHook();
        try {
            context.registerBean(ServerLog.class, () -> log);
            context.registerBean(ServeSettings.class, () -> settings);
            context.registerBean(Progress.class, () -> progress::accept);
            context.registerBean(Outage.class, Outage::new);
            context.register(configuration(settings.storage()), ServerConfiguration.class);
            context.refresh();
            return new RunningServer(context);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    /** The configuration class that creates the store. */
    private static Class<?> configuration(Storage storage) {
        return switch (storage) {
            case EMBEDDED -> EmbeddedStorage.class;
            case MEMORY -> MemoryStorage.class;
            case POSTGRES -> PostgresStorage.class;
        };
    }

    /** The address that the server listens on. */
    URI address() {
        return address;
    }

    /** Waits until the server is closed; throws the failure if its storage is lost. */
    void awaitClose() throws InterruptedException {
        outage.await();
    }

    /** Completes the requests in progress, then stops everything, the database last. */
    @Override
    public void close() {
        context.close();
        outage.closed();
    }
}
