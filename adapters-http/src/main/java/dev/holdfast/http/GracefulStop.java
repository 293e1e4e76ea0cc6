package dev.holdfast.http;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.Graceful;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * End of the requests in progress when the server stops: they have a limited time. Jetty itself would report those that do not end
 * with two stack traces.
 */
final class GracefulStop {

    private static final Logger LOGGER = LoggerFactory.getLogger(GracefulStop.class);
    private static final Duration TIME = Duration.ofSeconds(10);

    private final GracefulHandler requests = new GracefulHandler();

    void install(Server server) {
        server.insertHandler(requests);
        server.setStopTimeout(0); // the time is over when Jetty stops
    }

    /** Takes no more requests, and waits for those in progress. */
    void await(Server server) {
        if (!server.isStarted()) {
            return;
        }
        try {
            var unused = Graceful.shutdown(server).get(TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOGGER.warn(
                    "The server stops, and cuts off the clients that did not finish within {} seconds; {} of them had sent a request.",
                    TIME.toSeconds(),
                    requests.getCurrentRequestCount());
        } catch (ExecutionException e) {
            LOGGER.warn("The server stops, and could not wait for the requests in progress", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
