package dev.holdfast.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.session.Principal;
import dev.holdfast.application.session.Session;
import dev.holdfast.application.session.SessionSettings;
import dev.holdfast.application.session.SessionStore;
import dev.holdfast.application.session.Sessions;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.http.testing.LoggedLines;
import dev.holdfast.memory.MemorySessionStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upkeep of sessions: its tasks run, and go on after a failure. */
final class SessionUpkeepTest {

    private static final Duration SOON = Duration.ofMillis(5);
    private static final Principal ANA = new Principal(Author.verified("Ana"), "editor", Digest.of("token"));

    private final MemorySessionStore stored = new MemorySessionStore();
    private final AtomicInteger failures = new AtomicInteger();

    private Sessions sessions(Throwable failure) {
        var store = (SessionStore) Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(),
                new Class<?>[] {SessionStore.class},
                (proxy, method, arguments) -> {
                    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw failure;
                    }
                    try {
                        return method.invoke(stored, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new Sessions(store, SessionSettings.defaults(), Instant::now);
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static Throwable failure(String kind) {
        return switch (kind) {
            case "unavailable" -> new StoreUnavailable(false, new IOException("gone"));
            case "defect" -> new IllegalStateException("a defect");
            default -> new StackOverflowError();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"unavailable", "defect", "error"})
    void a_session_that_another_server_ended_is_noticed_although_a_refresh_failed(String kind) {
        var sessions = sessions(failure(kind));
        var session = sessions.begin("secret", ANA, Optional.empty());
        failures.set(3);
        try (var upkeep = new SessionUpkeep(sessions, new SecurityEvents(), SOON, Duration.ofHours(1))) {
            assertThat(upkeep).isNotNull();
            await(() -> failures.get() == 0);
            assertThat(sessions.isOpen(session.id())).isTrue();

            stored.end(session.id());

            await(() -> !sessions.isOpen(session.id()));
        }
    }

    @Test
    void sessions_that_are_over_are_deleted_from_the_store() {
        var sessions = sessions(failure("defect"));
        var expired = new Session(Digest.of("old"), ANA, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
        stored.create(expired, 10);

        try (var log = new LoggedLines();
                var upkeep = new SessionUpkeep(sessions, new SecurityEvents(), Duration.ofHours(1), SOON)) {
            assertThat(upkeep).isNotNull();
            await(() -> stored.find(List.of(expired.id())).isEmpty());
            // It is told after it was deleted; another test would find it in its log.
            await(() -> log.lines().equals(List.of("session-ended name=Ana reason=expired")));
        }
    }

    @Test
    void a_session_that_ended_by_itself_is_told_once_by_one_of_the_servers() {
        var now = Instant.now();
        var later = now.plus(Duration.ofDays(1));
        stored.create(new Session(Digest.of("a"), ANA, Instant.EPOCH, Instant.EPOCH, later), 10);
        stored.create(new Session(Digest.of("b"), ANA, now, now, now), 10);
        stored.create(new Session(Digest.of("c"), ANA, now, now, later), 10);

        try (var log = new LoggedLines();
                var one = upkeep();
                var other = upkeep()) {
            assertThat(one).isNotSameAs(other);
            await(() -> log.lines().size() >= 2);
            LockSupport.parkNanos(20 * SOON.toNanos()); // a session that is told twice would be within this time

            assertThat(log.lines())
                    .containsExactlyInAnyOrder(
                            "session-ended name=Ana reason=unused", "session-ended name=Ana reason=expired");
        }
    }

    private SessionUpkeep upkeep() {
        return new SessionUpkeep(sessions(failure("defect")), new SecurityEvents(), Duration.ofHours(1), SOON);
    }
}
