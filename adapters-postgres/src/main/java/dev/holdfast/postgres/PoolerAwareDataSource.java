package dev.holdfast.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Data source that disables server-side prepared statements behind a connection pooler (PgBouncer in transaction mode). There,
 * each transaction may run in another server session, which does not know the prepared statement or knows another by its name.
 *
 * <p>A pooler is detected by its process id: the one it reports when a connection opens differs from that of the server
 * process that runs the statements. Each connection is checked once, before its first use.
 */
final class PoolerAwareDataSource implements DataSource {

    private final DataSource connections;
    private final Map<PGConnection, Boolean> checkedConnections = Collections.synchronizedMap(new WeakHashMap<>());

    private PoolerAwareDataSource(DataSource connections) {
        this.connections = connections;
    }

    static PoolerAwareDataSource of(DataSource connections) {
        return connections instanceof PoolerAwareDataSource checked ? checked : new PoolerAwareDataSource(connections);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return checked(connections.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return checked(connections.getConnection(user, password));
    }

    private Connection checked(Connection connection) throws SQLException {
        try {
            if (check(connection) && !connection.getAutoCommit()) {
                connection.rollback();
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Checks a connection with a transaction that others began, and leaves that open. */
    void checkInTransaction(Connection connection) throws SQLException {
        check(connection);
    }

    /** Returns true if the connection had not been checked before, and so a statement was run. */
    private boolean check(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            return false;
        }
        var postgres = connection.unwrap(PGConnection.class);
        if (checkedConnections.containsKey(postgres)) {
            return false;
        }
        if (postgres.getBackendPID() != backendPid(connection)) {
            postgres.setPrepareThreshold(0);
        }
        checkedConnections.put(postgres, true);
        return true;
    }

    /** Returns the id of the server process that runs the statements. */
    private static int backendPid(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return connections.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        connections.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        connections.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return connections.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(PoolerAwareDataSource.class.getPackageName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : connections.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || connections.isWrapperFor(type);
    }
}
