package dev.holdfast.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.application.session.Principal;
import dev.holdfast.application.session.Session;
import dev.holdfast.application.session.SessionSettings;
import dev.holdfast.application.session.SessionStore;
import dev.holdfast.application.session.Sessions;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.StoreUnavailable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions on the reference store: their ends, and how seldom the store is asked. */
final class SessionsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Principal ANA = new Principal(Author.verified("Ana"), "editor", Digest.of("token"));

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final List<String> calls = new ArrayList<>();
    private final AtomicReference<Runnable> afterFind = new AtomicReference<>(() -> {});
    private final AtomicReference<Optional<StoreUnavailable>> failure = new AtomicReference<>(Optional.empty());
    private final MemorySessionStore stored = new MemorySessionStore();
    private final SessionStore store = (SessionStore) Proxy.newProxyInstance(
            SessionStore.class.getClassLoader(), new Class<?>[] {SessionStore.class}, (proxy, method, arguments) -> {
                calls.add(method.getName());
                if (failure.get().isPresent()) {
                    throw failure.get().get();
                }
                try {
                    var result = method.invoke(stored, arguments);
                    if (method.getName().equals("find")) {
                        afterFind.get().run();
                    }
                    return result;
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    private final Sessions here = server();
    private final Sessions there = server();

    private Sessions server() {
        return new Sessions(store, SessionSettings.defaults(), now::get);
    }

    private Session begun() {
        return here.begin("secret", ANA, Optional.empty());
    }

    private void later(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private Instant storedUse() {
        return stored.find(List.of(Digest.of("secret"))).get(0).seen();
    }

    @Test
    void a_session_is_found_by_its_secret_on_every_server() {
        var session = begun();

        assertThat(here.find("secret")).contains(session);
        assertThat(there.find("secret")).contains(session);
        assertThat(here.find("another")).isEmpty();
        assertThat(session.expires()).isEqualTo(NOON.plus(Duration.ofDays(30)));
        assertThat(stored.find(List.of(session.id())).toString()).doesNotContain("secret");
    }

    @Test
    void a_session_ends_with_its_credential_at_the_latest() {
        var end = NOON.plusSeconds(60);

        assertThat(here.begin("a", ANA, Optional.of(end)).expires()).isEqualTo(end);
        assertThat(here.begin("b", ANA, Optional.of(NOON.plus(Duration.ofDays(90))))
                        .expires())
                .isEqualTo(NOON.plus(Duration.ofDays(30)));
    }

    @Test
    void an_end_is_seen_at_once_here_and_soon_elsewhere() {
        var session = begun();
        assertThat(there.find("secret")).isPresent();

        here.end("secret");

        assertThat(here.find("secret")).isEmpty();
        assertThat(here.isOpen(session.id())).isFalse();
        later(Sessions.MAX_AGE);
        assertThat(there.find("secret")).isEmpty();
    }

    @Test
    void an_end_is_seen_elsewhere_with_the_next_refresh() {
        var session = begun();
        assertThat(there.find("secret")).isPresent();
        assertThat(there.isOpen(session.id())).isTrue();

        here.endAllOf(ANA.author());
        there.refresh();

        assertThat(there.isOpen(session.id())).isFalse();
        assertThat(there.find("secret")).isEmpty();
    }

    @Test
    void a_session_that_ended_while_it_was_read_is_not_kept() {
        begun();
        afterFind.set(() -> {
            afterFind.set(() -> {});
            there.end("secret");
        });

        assertThat(there.find("secret")).isPresent(); // the request and the end were at the same time
        assertThat(there.find("secret")).isEmpty();
    }

    @Test
    void a_session_in_use_needs_one_query_for_each_refresh_and_none_for_requests() {
        begun();
        calls.clear();

        for (var second = 0; second < 50; second += 2) {
            later(Sessions.REFRESH);
            here.refresh();
            assertThat(here.find("secret")).isPresent();
        }

        assertThat(calls).hasSize(25).containsOnly("find");
    }

    @Test
    void the_last_use_is_stored_once_a_minute() {
        begun();
        calls.clear();

        for (var second = 0; second < 150; second += 2) {
            later(Duration.ofSeconds(2));
            assertThat(here.find("secret")).isPresent();
            here.refresh();
        }

        assertThat(calls.stream().filter(call -> call.equals("touch"))).hasSize(2);
        assertThat(storedUse()).isAfterOrEqualTo(NOON.plusSeconds(120));
    }

    @Test
    void the_use_on_one_server_puts_off_the_end_on_the_other() {
        begun();
        assertThat(there.find("secret")).isPresent();
        later(Duration.ofHours(11));
        assertThat(here.find("secret")).isPresent();
        here.refresh();
        later(Duration.ofHours(11));

        assertThat(there.find("secret")).isPresent();
    }

    @Test
    void a_use_that_is_not_stored_yet_counts() {
        begun();
        later(Duration.ofHours(11));
        assertThat(here.find("secret")).isPresent();
        later(Duration.ofHours(11));

        assertThat(here.find("secret")).isPresent();
    }

    @Test
    void a_stream_is_no_use() {
        var session = begun();

        for (var hour = 0; hour < 12; hour++) {
            assertThat(here.isOpen(session.id())).isTrue();
            here.refresh();
            later(Duration.ofHours(1));
        }

        assertThat(here.isOpen(session.id())).isFalse();
        assertThat(here.find("secret")).isEmpty();
    }

    @Test
    void a_session_that_is_watched_stays_in_memory_and_another_does_not() {
        var watched = begun();
        here.begin("other", ANA, Optional.empty());

        for (var second = 0; second < 120; second += 2) {
            later(Sessions.REFRESH);
            assertThat(here.isOpen(watched.id())).isTrue();
            here.refresh();
        }

        assertThat(here.isOpen(Digest.of("other"))).isFalse();
        assertThat(here.find("other")).isPresent();
    }

    @Test
    void while_the_store_is_away_a_stream_stays_open_and_a_request_is_refused_soon() {
        var session = begun();
        failure.set(Optional.of(new StoreUnavailable(false, new IOException("gone"))));
        later(Sessions.MAX_AGE.minusMillis(1));

        assertThat(here.find("secret")).isPresent();
        later(Duration.ofMillis(1));
        assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(() -> here.find("secret"));
        assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(here::refresh);
        assertThat(here.isOpen(session.id())).isTrue();

        failure.set(Optional.empty());
        assertThat(here.find("secret")).isPresent();
    }

    @Test
    void an_end_that_could_not_be_stored_is_no_end() {
        begun();
        failure.set(Optional.of(new StoreUnavailable(false, new IOException("gone"))));

        assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(() -> here.end("secret"));

        failure.set(Optional.empty());
        assertThat(here.find("secret")).isPresent();
    }

    @Test
    void a_clock_that_is_set_back_does_not_keep_an_ended_session() {
        begun();
        assertThat(there.find("secret")).isPresent();
        here.end("secret");

        later(Duration.ofMinutes(-1));

        assertThat(there.find("secret")).isEmpty();
    }

    @Test
    void sessions_that_are_over_are_deleted() {
        begun();
        later(Duration.ofHours(11));
        here.begin("later", ANA, Optional.empty());
        later(Duration.ofHours(1));

        assertThat(there.deleteOver()).containsExactly(new Sessions.Over(ANA.author(), true));
        assertThat(here.deleteOver()).isEmpty();
        assertThat(there.find("later")).isPresent();
    }

    @Test
    void a_person_has_a_hundred_sessions_at_most() {
        for (var i = 0; i <= 100; i++) {
            later(Duration.ofSeconds(1));
            here.begin("secret " + i, ANA, Optional.empty());
        }

        assertThat(there.find("secret 0")).isEmpty();
        assertThat(there.find("secret 1")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT4M59S", "P401D", "PT0S"})
    void a_time_that_is_too_short_or_too_long_is_no_setting(Duration time) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new SessionSettings(time, Duration.ofDays(1)));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new SessionSettings(Duration.ofDays(1), time));
    }
}
