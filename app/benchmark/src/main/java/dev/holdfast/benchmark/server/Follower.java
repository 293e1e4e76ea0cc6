package dev.holdfast.benchmark.server;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Client that follows the changes of a document from now on. */
final class Follower implements AutoCloseable {

    private static final CountDownLatch NOTHING = new CountDownLatch(0);

    private final Connection connection;
    private final AtomicReference<CountDownLatch> expected = new AtomicReference<>(NOTHING);

    private Follower(Connection connection) {
        this.connection = connection;
    }

    /** Follows a document. Returns when the stream is open. */
    static Follower of(int port, String document) throws IOException {
        var connection = new Connection(port);
        var tag = connection
                .get("/api/documents/" + document + "/changes?limit=1")
                .tag();
        var tip = tag.replaceAll("[\"W/]", "");
        connection.open("/api/documents/" + document + "/changes?since=" + tip, "Accept: text/event-stream");
        var follower = new Follower(connection);
        var thread = new Thread(follower::read, "follower");
        thread.setDaemon(true);
        thread.start();
        return follower;
    }

    /** Counts the latch down at the next commit. */
    void expect(CountDownLatch latch) {
        expected.set(latch);
    }

    private void read() {
        try {
            while (true) {
                if (connection.readLine().startsWith("event:")) {
                    expected.getAndSet(NOTHING).countDown();
                }
            }
        } catch (IOException closed) {
            expected.set(NOTHING);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
