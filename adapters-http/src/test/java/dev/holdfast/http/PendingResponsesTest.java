package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes of the responses that wait for their clients. */
final class PendingResponsesTest {

    private final PendingResponses pending = new PendingResponses(100);
    private final List<Integer> disconnected = new ArrayList<>();

    private CompletableFuture<@Nullable Void> add(int length) {
        var sent = new CompletableFuture<@Nullable Void>();
        pending.add(length, sent, reason -> disconnected.add(length));
        return sent;
    }

    @Test
    void the_oldest_are_disconnected_until_there_is_room() {
        add(40);
        add(41);
        add(10);

        add(60);

        assertThat(disconnected).containsExactly(40, 41);
        assertThat(pending.bytes()).isEqualTo(70);
    }

    @Test
    void a_response_that_was_sent_takes_no_room() {
        var sent = add(60);
        sent.complete(null);

        add(60);

        assertThat(disconnected).isEmpty();
        assertThat(pending.bytes()).isEqualTo(60);
    }

    @Test
    void a_response_that_was_disconnected_is_counted_once() {
        var first = add(60);
        add(60);

        first.complete(null);

        assertThat(pending.bytes()).isEqualTo(60);
    }

    @Test
    void one_response_may_be_longer_than_the_limit() {
        add(500);

        assertThat(disconnected).isEmpty();
    }
}
