package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.session.Principal;
import dev.holdfast.application.session.Session;
import dev.holdfast.application.session.SessionStore;
import dev.holdfast.contract.SessionStoreContract;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Digest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Session store contract on PostgreSQL. */
final class PostgresSessionStoreTest implements SessionStoreContract {

    private static final String URL = TestDatabase.freshDatabase();

    private static PostgresPool pool;

    @BeforeAll
    static void open_a_database() {
        pool = PostgresPool.open(PoolSettings.of(URL));
        PostgresDocumentStore.migrate(pool.dataSource());
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Override
    public SessionStore store() {
        return PostgresSessionStore.in(pool.dataSource());
    }

    @Test
    void a_session_holds_on_every_server_of_the_database() {
        var principal = new Principal(Author.verified("Zoe"), "reader", Digest.of("token"));
        var session = new Session(Digest.of("secret"), principal, NOON, NOON, NOON.plusSeconds(60));
        store().create(session, MANY);

        try (var other = PostgresPool.open(PoolSettings.of(URL))) {
            assertThat(PostgresSessionStore.in(other.dataSource()).find(List.of(session.id())))
                    .containsExactly(session);
        }
    }
}
