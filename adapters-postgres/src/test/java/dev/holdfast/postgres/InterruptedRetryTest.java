package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.StoreUnavailable;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Interrupts while the store retries on a database whose connections all break. */
final class InterruptedRetryTest {

    private static final String CONNECTION_FAILURE = "08006";

    private final AtomicInteger attempts = new AtomicInteger();

    @AfterEach
    void clear_the_interrupt_flag() {
        var unused = Thread.interrupted();
    }

    /** A data source without a working connection, which interrupts its caller on one attempt. */
    private DataSource failing(int interruptedAttempt) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (attempts.incrementAndGet() == interruptedAttempt) {
                        Thread.currentThread().interrupt();
                    }
                    throw new SQLException("broken", CONNECTION_FAILURE);
                });
    }

    private void read(DataSource database) {
        try (var store = PostgresDocumentStore.in(database)) {
            var unused = store.document(new DocumentId("d"));
        }
    }

    @Test
    void an_interrupt_ends_the_retries_and_keeps_the_interrupt_flag() {
        var database = failing(3);

        assertThatThrownBy(() -> read(database)).isInstanceOf(StoreUnavailable.class);

        assertThat(attempts).hasValue(3);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void a_thread_that_is_interrupted_already_makes_no_retry() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> read(failing(0))).isInstanceOf(StoreUnavailable.class);

        assertThat(attempts).hasValue(1);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
