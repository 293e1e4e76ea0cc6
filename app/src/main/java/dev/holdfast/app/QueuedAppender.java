package dev.holdfast.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Appender that hands events to another one on a thread of its own. No request waits for a slow disk or a reader that stopped: an
 * event for which the queue has no room is lost, and counted. After its stop it hands them over at once.
 */
final class QueuedAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final long STOP_SECONDS = 5;

    private final Appender<ILoggingEvent> target;
    private final BlockingQueue<ILoggingEvent> queue;
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer = new Thread(this::write, "log");
    private volatile boolean stopping;

    QueuedAppender(Appender<ILoggingEvent> target, int capacity) {
        this.target = target;
        this.queue = new ArrayBlockingQueue<>(capacity);
        writer.setDaemon(true);
    }

    @Override
    public void start() {
        super.start();
        writer.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        if (stopping) {
            target.doAppend(event);
        } else if (!queue.offer(event)) {
            lost.incrementAndGet();
        }
    }

    private void write() {
        try {
            while (!stopping || !queue.isEmpty()) {
                var event = queue.poll(100, TimeUnit.MILLISECONDS);
                if (event != null) {
                    target.doAppend(event);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The number of events that were lost. */
    long lost() {
        return lost.get();
    }

    /** Writes what is in the queue, for a limited time. */
    void drain() {
        stopping = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (var event = queue.poll(); !writer.isAlive() && event != null; event = queue.poll()) {
            target.doAppend(event);
        }
    }
}
