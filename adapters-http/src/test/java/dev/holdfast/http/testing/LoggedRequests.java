package dev.holdfast.http.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.holdfast.http.AccessLog;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** The lines of the access log, from now on. */
public final class LoggedRequests implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.NAME);
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

    /** The line of the request with that id, which is written when the answer is on its way already. */
    public String line(String id) throws InterruptedException {
        for (var event = logged.poll(10, TimeUnit.SECONDS); event != null; event = logged.poll(10, TimeUnit.SECONDS)) {
            if (event.getFormattedMessage().endsWith(" " + id)) {
                return event.getFormattedMessage();
            }
        }
        throw new AssertionError("No line of request " + id);
    }

    /** The lines that were not looked at yet. */
    public List<String> rest() {
        return logged.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
