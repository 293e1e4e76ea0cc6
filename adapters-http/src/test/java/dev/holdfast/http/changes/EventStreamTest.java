package dev.holdfast.http.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.Changes;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.Rules;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.application.feed.FeedSettings;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.address.ClientAddress;
import dev.holdfast.http.exchange.Credential;
import dev.holdfast.memory.MemoryDocumentStore;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Event streams whose connection fails: their place must become free. */
final class EventStreamTest {

    private static final DocumentId DOCUMENT = new DocumentId("d");
    private static final ClientAddress CLIENT = new ClientAddress("192.0.2.1", "192.0.2.1");

    private final Changes changes = holdfast().changes();
    private final ChangeStreams streams =
            new ChangeStreams(changes, ServerOptions.defaults().streams());

    @AfterEach
    void close() {
        streams.close();
    }

    private static Holdfast holdfast() {
        var holdfast = Holdfast.over(
                new MemoryDocumentStore(),
                AccessPolicy.everyoneMayDoEverything(),
                Instant::now,
                () -> "id",
                Rules.defaults());
        var info = new DocumentInfo("", "text/plain", "", Optional.empty());
        var unused = holdfast.documents()
                .create(WriteRequest.by(Author.ANONYMOUS), new NewDocument(Optional.of(DOCUMENT), info, List.of()));
        return holdfast;
    }

    private EventStream open() {
        var stream = streams.open(Credential.unneeded(Author.ANONYMOUS), CLIENT, DOCUMENT, Cursor.after(0));
        assertThat(streams.count()).isOne();
        return stream;
    }

    /** Connection that accepts everything. */
    private static class Connection extends ServletOutputStream {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int single) {}
    }

    @Test
    void a_connection_that_fails_in_an_unforeseen_way_ends_its_stream() {
        var stream = open();
        var done = stream.start(new Connection() {
            @Override
            public void write(int single) {
                throw new RejectedExecutionException("The threads are gone");
            }
        });

        stream.onWritePossible();

        assertThat(done).isDone();
        assertThat(streams.count()).isZero();
    }

    @Test
    void an_error_of_the_virtual_machine_ends_its_stream() {
        var stream = open();
        var done = stream.start(new Connection() {
            @Override
            public void write(int single) {
                throw new OutOfMemoryError("for a test");
            }
        });

        stream.onWritePossible();

        assertThat(done).isDone();
        assertThat(streams.count()).isZero();
    }

    @Test
    void an_error_in_one_stream_does_not_stop_the_heartbeats_of_the_others() throws InterruptedException {
        var often = ServerOptions.defaults().streams().withHeartbeat(Duration.ofMillis(10));
        var beats = new CountDownLatch(20);
        try (var beating = new ChangeStreams(changes, often)) {
            var failing = new Credential(
                    Author.ANONYMOUS,
                    () -> {
                        throw new StackOverflowError("for a test");
                    },
                    true);
            var healthy = new Credential(
                    Author.ANONYMOUS,
                    () -> {
                        beats.countDown();
                        return true;
                    },
                    true);
            var failed =
                    beating.open(failing, CLIENT, DOCUMENT, Cursor.after(0)).start(new Connection());
            var going = beating.open(healthy, CLIENT, DOCUMENT, Cursor.after(0)).start(new Connection());

            assertThat(beats.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(going).isNotDone();
            assertThat(failed).isNotNull();
        }
    }

    @Test
    void a_stream_that_cannot_be_started_ends() {
        var done = open().start(new Connection() {
            @Override
            public void setWriteListener(WriteListener listener) {
                throw new IllegalStateException("Not asynchronous");
            }
        });

        assertThat(done).isCompletedExceptionally();
        assertThat(streams.count()).isZero();
    }

    @Test
    void a_stream_that_the_server_cancels_ends() {
        var done = open().start(new Connection());

        done.cancel(true);

        assertThat(streams.count()).isZero();
    }

    @Test
    void a_stream_that_the_server_cancels_follows_no_more() {
        var threads = Executors.newScheduledThreadPool(1);
        try (var feed = changes.feed(threads, FeedSettings.defaults(), ServerSentEvents::of)) {
            var following = feed.subscribe(Author.ANONYMOUS, DOCUMENT, Cursor.after(0), () -> {});
            var stream = new EventStream(ServerSentEvents.heartbeat(), available -> following, () -> true);

            stream.start(new Connection()).cancel(true);

            assertThat(following.ended()).isTrue();
        } finally {
            threads.shutdown();
        }
    }
}
