package dev.holdfast.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RepetitionsTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final Repetitions repetitions = new Repetitions(now::get);

    @Test
    void an_event_is_told_once_a_minute_with_the_number_of_those_before_it() {
        assertThat(repetitions.next("a")).hasValue(0);
        assertThat(repetitions.next("a")).isEmpty();
        now.addAndGet(TimeUnit.SECONDS.toNanos(59));
        assertThat(repetitions.next("a")).isEmpty();
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));

        assertThat(repetitions.next("a")).hasValue(2);
        assertThat(repetitions.next("a")).isEmpty();
    }

    @Test
    void kinds_are_told_apart() {
        assertThat(repetitions.next("a")).hasValue(0);
        assertThat(repetitions.next("b")).hasValue(0);
        assertThat(repetitions.next("a")).isEmpty();
    }

    @Test
    void the_kinds_seen_least_recently_are_forgotten() {
        for (var i = 0; i < 1_000; i++) {
            repetitions.next("kind " + i);
        }
        assertThat(repetitions.next("kind 0")).isEmpty();

        assertThat(repetitions.next("one more")).hasValue(0);

        assertThat(repetitions.next("kind 0")).isEmpty();
        assertThat(repetitions.next("kind 1")).hasValue(0);
    }
}
