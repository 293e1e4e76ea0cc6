package dev.holdfast.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.session.Principal;
import dev.holdfast.application.session.Session;
import dev.holdfast.application.session.SessionStore;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Contract of a {@link SessionStore}. Implement it, supply a store, and the tests run; one that was used before will do, as
 * the tests use names of their own.
 */
public interface SessionStoreContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    int MANY = 100;

    SessionStore store();

    private static Author someone() {
        return Author.verified("Ana " + UUID.randomUUID());
    }

    private static Session session(Author author) {
        return session(author, NOON, NOON.plus(Duration.ofDays(30)));
    }

    private static Session session(Author author, Instant seen, Instant expires) {
        return new Session(
                Digest.of(UUID.randomUUID().toString()),
                new Principal(author, "editor", Digest.of("token")),
                NOON.minusSeconds(60),
                seen,
                expires);
    }

    private Session created(Session session) {
        store().create(session, MANY);
        return session;
    }

    private List<Session> found(Session... sessions) {
        return store().find(List.of(sessions).stream().map(Session::id).toList());
    }

    @Test
    default void a_session_is_found_as_it_was_created() {
        var one = created(session(someone()));
        var claimed = created(session(Author.unverified("Ana; DROP TABLE session")));
        var unknown = session(someone());

        assertThat(found(one, claimed, unknown)).containsExactlyInAnyOrder(one, claimed);
        assertThat(store().find(List.of())).isEmpty();
    }

    @Test
    default void a_session_that_was_ended_is_not_found_and_others_stay() {
        var author = someone();
        var ended = created(session(author));
        var other = created(session(author));

        store().end(ended.id());
        store().end(ended.id());

        assertThat(found(ended, other)).containsExactly(other);
    }

    @Test
    default void the_sessions_of_one_author_end_together() {
        var author = someone();
        var claimsToBeAuthor = created(session(Author.unverified(author.name())));
        var other = created(session(someone()));
        var one = created(session(author));
        var two = created(session(author));

        store().endAllOf(author);

        assertThat(found(one, two, other, claimsToBeAuthor)).containsExactlyInAnyOrder(other, claimsToBeAuthor);
    }

    @Test
    default void the_last_use_only_moves_forward() {
        var session = created(session(someone()));
        var other = created(session(someone()));

        store().touch(List.of(session.id()), NOON.plusSeconds(90));
        store().touch(List.of(session.id()), NOON.plusSeconds(30));

        assertThat(found(session)).containsExactly(session.seen(NOON.plusSeconds(90)));
        assertThat(found(other)).containsExactly(other);
    }

    @Test
    default void a_late_use_does_not_bring_an_ended_session_back() {
        var session = created(session(someone()));
        store().end(session.id());

        store().touch(List.of(session.id()), NOON.plusSeconds(90));

        assertThat(found(session)).isEmpty();
    }

    @Test
    default void those_used_least_recently_end_when_their_author_has_too_many() {
        var author = someone();
        var expires = NOON.plus(Duration.ofDays(1));
        var old = session(author, NOON.minusSeconds(10), expires);
        var recent = session(author, NOON.plusSeconds(10), expires);
        var next = session(author, NOON.plusSeconds(20), expires);
        var other = created(session(someone()));

        for (var session : List.of(recent, old, next)) {
            store().create(session, 2);
        }

        assertThat(found(old, recent, next, other)).containsExactlyInAnyOrder(recent, next, other);
    }

    @Test
    default void sessions_that_are_over_are_deleted_and_others_stay() {
        var later = NOON.plusSeconds(1);
        var expired = created(session(someone(), NOON, NOON));
        var idle = created(session(someone(), NOON.minusSeconds(100), later));
        var open = created(session(someone(), NOON.minusSeconds(99), later));

        var deleted = store().deleteOver(NOON, NOON.minusSeconds(100));

        assertThat(deleted).contains(expired, idle).doesNotContain(open);
        assertThat(store().deleteOver(NOON, NOON.minusSeconds(100))).doesNotContain(expired, idle);
        assertThat(found(expired, idle, open)).containsExactly(open);
    }

    @Test
    default void a_session_that_is_over_is_returned_by_one_of_many_that_delete_it() {
        var over = IntStream.range(0, 50)
                .mapToObj(i -> created(session(someone(), NOON, NOON)))
                .toList();

        var deleted = Race.run(8, runner -> () -> store().deleteOver(NOON, Instant.EPOCH)).stream()
                .flatMap(List::stream)
                .filter(over::contains)
                .toList();

        assertThat(deleted).containsExactlyInAnyOrderElementsOf(over);
    }

    @Test
    default void sessions_begin_and_end_at_the_same_time() {
        var author = someone();

        var sessions = Race.run(8, runner -> () -> {
            var session = created(session(author));
            store().touch(List.of(session.id()), NOON.plusSeconds(runner));
            if (runner % 2 == 0) {
                store().end(session.id());
            }
            return session;
        });

        assertThat(found(sessions.toArray(Session[]::new))).hasSize(4);
    }
}
