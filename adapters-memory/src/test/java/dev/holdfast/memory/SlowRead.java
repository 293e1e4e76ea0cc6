package dev.holdfast.memory;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.SegmentId;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Read that keeps the lock of a document until it is closed. */
final class SlowRead implements AutoCloseable {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private SlowRead() {}

    static SlowRead of(DocumentStore store, DocumentId document) throws InterruptedException {
        var read = new SlowRead();
        var thread = new Thread(() -> store.segments(document, read.new Names()));
        thread.setDaemon(true);
        thread.start();
        read.begun.await();
        return read;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** Names of segments that are not known before the read is closed. */
    private final class Names extends AbstractSet<SegmentId> {

        @Override
        public Stream<SegmentId> stream() {
            begun.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Stream.empty();
        }

        @Override
        public Iterator<SegmentId> iterator() {
            return stream().iterator();
        }

        @Override
        public int size() {
            return Set.of().size();
        }
    }
}
