package dev.holdfast.http.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Lines of the access log since the creation of this object. */
public final class LoggedRequests implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.holdfast.http.access");
    private final BlockingQueue<ILoggingEvent> logged = new LinkedBlockingQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event);
        }
    };

    public LoggedRequests() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        appender.start();
        logger.addAppender(appender);
    }

    /** The line of the request with an id; awaited, because it is written after the response. */
    public String line(String id) throws InterruptedException {
        for (var event = logged.poll(10, TimeUnit.SECONDS); event != null; event = logged.poll(10, TimeUnit.SECONDS)) {
            if (event.getFormattedMessage().endsWith(" " + id)) {
                return event.getFormattedMessage();
            }
        }
        throw new AssertionError("No line of request " + id);
    }

    /** The lines that were not returned yet. */
    public List<String> rest() {
        return logged.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
