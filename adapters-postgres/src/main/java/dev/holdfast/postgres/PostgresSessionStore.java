package dev.holdfast.postgres;

import dev.holdfast.application.session.Principal;
import dev.holdfast.application.session.Session;
import dev.holdfast.application.session.SessionStore;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Session store on PostgreSQL; several processes may share one database. Each statement commits by itself and may be
 * repeated, so that it is retried on another connection when one breaks.
 */
public final class PostgresSessionStore implements SessionStore {

    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(5);

    private final Transactions statements;

    private PostgresSessionStore(Transactions statements) {
        this.statements = statements;
    }

    /** Creates a store in the default schema of a database that {@link PostgresDocumentStore#migrate} has migrated. */
    public static PostgresSessionStore in(DataSource database) {
        return in(database, Schema.DEFAULT);
    }

    /** Creates a store in a schema that {@link PostgresDocumentStore#migrate(DataSource, Schema)} has migrated. */
    public static PostgresSessionStore in(DataSource database, Schema schema) {
        return new PostgresSessionStore(Transactions.on(database, schema, STATEMENT_TIMEOUT));
    }

    @Override
    public void create(Session session, int most) {
        insert(session);
        deleteBeyond(most, session.principal().author());
    }

    private void insert(Session session) {
        var principal = session.principal();
        var unused = statements.read(handle -> ofAuthor(handle, principal.author(), """
                        INSERT INTO holdfast.session (id, author, author_verified, role, credential, created_at, seen_at, expires_at)
                        VALUES (:id, :author, :verified, :role, :credential, :created, :seen, :expires)
                        ON CONFLICT (id) DO NOTHING
                        """)
                .bind("id", session.id().value())
                .bind("role", principal.role())
                .bind("credential", principal.credential().value())
                .bind("created", session.created())
                .bind("seen", session.seen())
                .bind("expires", session.expires())
                .execute());
    }

    private void deleteBeyond(int most, Author author) {
        var unused = statements.read(
                handle -> ofAuthor(handle, author, """
                        DELETE FROM holdfast.session WHERE id IN (
                            SELECT id FROM holdfast.session WHERE author = :author AND author_verified = :verified
                            ORDER BY seen_at DESC, id OFFSET :most)
                        """).bind("most", most).execute());
    }

    private static Update ofAuthor(Handle handle, Author author, String statement) {
        return handle.createUpdate(statement).bind("author", author.name()).bind("verified", author.verified());
    }

    @Override
    public List<Session> find(Collection<Digest> ids) {
        return statements.read(handle -> handle.createQuery("""
                        SELECT id, author, author_verified, role, credential, created_at, seen_at, expires_at
                        FROM holdfast.session WHERE id = ANY (:ids)
                        """)
                .bindArray("ids", String.class, values(ids))
                .map((row, context) -> session(row))
                .list());
    }

    private static Session session(ResultSet row) throws SQLException {
        var author = new Author(row.getString("author"), row.getBoolean("author_verified"));
        return new Session(
                new Digest(row.getString("id")),
                new Principal(author, row.getString("role"), new Digest(row.getString("credential"))),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("seen_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }

    private static List<String> values(Collection<Digest> ids) {
        return ids.stream().map(Digest::value).toList();
    }

    @Override
    public void touch(Collection<Digest> ids, Instant seen) {
        var unused = statements.read(handle -> handle.createUpdate(
                        "UPDATE holdfast.session SET seen_at = :seen WHERE id = ANY (:ids) AND seen_at < :seen")
                .bind("seen", seen)
                .bindArray("ids", String.class, values(ids))
                .execute());
    }

    @Override
    public void end(Digest id) {
        var unused = statements.read(handle -> handle.createUpdate("DELETE FROM holdfast.session WHERE id = :id")
                .bind("id", id.value())
                .execute());
    }

    @Override
    public void endAllOf(Author author) {
        var unused = statements.read(handle -> ofAuthor(
                        handle,
                        author,
                        "DELETE FROM holdfast.session WHERE author = :author AND author_verified = :verified")
                .execute());
    }

    @Override
    public List<Session> deleteOver(Instant now, Instant unseenSince) {
        return statements.read(handle -> handle.createQuery("""
                        DELETE FROM holdfast.session WHERE expires_at <= :now OR seen_at <= :unseenSince
                        RETURNING id, author, author_verified, role, credential, created_at, seen_at, expires_at
                        """)
                .bind("now", now)
                .bind("unseenSince", unseenSince)
                .map((row, context) -> session(row))
                .list());
    }
}
