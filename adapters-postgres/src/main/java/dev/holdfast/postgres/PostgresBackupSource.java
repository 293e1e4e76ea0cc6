package dev.holdfast.postgres;

import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.backup.BackupSource;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Reads for a backup of a PostgreSQL database, which servers may be using. Each is a transaction that only reads, as long as it takes
 * to write what was read. It is not repeated, because its first rows have been used when a later one fails.
 */
public final class PostgresBackupSource implements BackupSource {

    private final Jdbi jdbi;

    private PostgresBackupSource(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Creates a source over a database that has the tables of this version; see {@link PostgresDocumentStore#requireMigrated}. */
    public static PostgresBackupSource in(DataSource database, Schema schema) {
        var jdbi = Jdbi.create(PoolerAwareDataSource.of(database));
        Transactions.configure(jdbi, schema, Duration.ZERO);
        return new PostgresBackupSource(jdbi);
    }

    @Override
    public List<Document> documents(Optional<DocumentId> after, int limit) {
        return read(handle -> new DocumentTable(handle).all(after, limit));
    }

    @Override
    public void log(DocumentId id, long after, long upTo, Consumer<LoggedCommit> reader) {
        var unused = read(handle -> {
            new LogTables(handle, id).read(after, upTo, reader);
            return true;
        });
    }

    @Override
    public void unchangedWrites(DocumentId id, long since, long upTo, Consumer<UnchangedWrite> reader) {
        var unused = read(handle -> {
            new UnchangedWrites(handle, id).read(since, upTo, reader);
            return true;
        });
    }

    private <T> T read(Function<Handle, T> statement) {
        try {
            return jdbi.inTransaction(handle -> {
                handle.execute("SET TRANSACTION READ ONLY");
                return statement.apply(handle);
            });
        } catch (JdbiException e) {
            if (FailureKind.of(e) == FailureKind.DEFECT) {
                throw e;
            }
            throw new StoreUnavailable(false, e);
        }
    }
}
