package dev.holdfast.app;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Log of a running server. It is written by a thread of its own until it is closed, as text or as JSON lines. */
final class ServerLog implements AutoCloseable {

    /** Form of the lines. */
    enum Format {
        TEXT,
        JSON
    }

    /** The appender in logback.xml; a configuration of the operator's own has others, and stays as it is. */
    private static final String STANDARD_ERROR = "STDERR";

    /** A second of heavy load; about 10 MB. */
    private static final int CAPACITY = 10_000;

    private final Optional<QueuedAppender> queue;

    private ServerLog(Optional<QueuedAppender> queue) {
        this.queue = queue;
    }

    /** Starts to write the log in that form. */
    static ServerLog start(Format format) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        return new ServerLog(
                root.getAppender(STANDARD_ERROR) instanceof ConsoleAppender<ILoggingEvent> direct
                        ? Optional.of(queued(direct, format, root))
                        : Optional.empty());
    }

    private static QueuedAppender queued(ConsoleAppender<ILoggingEvent> direct, Format format, Logger root) {
        if (format == Format.JSON) {
            var encoder = new JsonLines();
            encoder.setContext(root.getLoggerContext());
            encoder.start();
            direct.setEncoder(encoder);
        }
        var queued = new QueuedAppender(direct, CAPACITY);
        queued.setContext(root.getLoggerContext());
        queued.start();
        root.addAppender(queued);
        root.detachAppender(direct);
        return queued;
    }

    /** The number of lines that were lost, because they could not be written as fast as they came. */
    long lost() {
        return queue.map(QueuedAppender::lost).orElse(0L);
    }

    /** Writes what is left; later lines are written at once. */
    @Override
    public void close() {
        queue.ifPresent(QueuedAppender::drain);
    }
}
