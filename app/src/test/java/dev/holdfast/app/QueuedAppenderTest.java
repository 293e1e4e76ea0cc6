package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class QueuedAppenderTest {

    private final LoggerContext context = new LoggerContext();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** A disk that does not write until it is released. */
    private QueuedAppender onStuckDisk(int capacity) {
        var disk = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                writing.countDown();
                try {
                    if (released.await(30, TimeUnit.SECONDS)) {
                        written.add(event.getFormattedMessage());
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        context.setMDCAdapter(new LogbackMDCAdapter());
        disk.setContext(context);
        disk.start();
        var appender = new QueuedAppender(disk, capacity);
        appender.setContext(context);
        appender.start();
        return appender;
    }

    private void log(QueuedAppender appender, String message) {
        appender.doAppend(new LoggingEvent("", context.getLogger("x"), Level.INFO, message, null, null));
    }

    @Test
    void nobody_waits_for_a_stuck_disk_and_what_is_lost_is_counted() throws InterruptedException {
        var appender = onStuckDisk(3);
        log(appender, "0");
        assertThat(writing.await(30, TimeUnit.SECONDS)).isTrue();

        IntStream.rangeClosed(1, 10).forEach(i -> log(appender, "" + i));

        assertThat(appender.lost()).isEqualTo(7);
        released.countDown();
        appender.drain();
        assertThat(written).containsExactly("0", "1", "2", "3");
    }

    @Test
    void after_the_end_lines_are_written_at_once() {
        var appender = onStuckDisk(100);
        released.countDown();
        IntStream.range(0, 50).forEach(i -> log(appender, "" + i));

        appender.drain();
        log(appender, "last");
        appender.drain();

        assertThat(written).hasSize(51).endsWith("last");
        assertThat(appender.lost()).isZero();
    }
}
