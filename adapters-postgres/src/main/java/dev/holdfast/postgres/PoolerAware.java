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
 * Gives connections that prepare no statements on the server if a pooler (PgBouncer, in transaction mode) stands between: there
 * each transaction may run in another session of the server, which does not know the statement, or knows another by its name.
 *
 * <p>A pooler is known by the number of the server process that it tells when a connection is made, which is not that of the
 * process that then does the work, or not always: it is asked for once for each connection, before the first use here.
 */
final class PoolerAware implements DataSource {

    private final DataSource connections;
    private final Map<PGConnection, Boolean> known = Collections.synchronizedMap(new WeakHashMap<>());

    private PoolerAware(DataSource connections) {
        this.connections = connections;
    }

    static DataSource of(DataSource connections) {
        return connections instanceof PoolerAware ? connections : new PoolerAware(connections);
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
            if (connection.isWrapperFor(PGConnection.class)) {
                var postgres = connection.unwrap(PGConnection.class);
                if (!known.containsKey(postgres)) {
                    if (postgres.getBackendPID() != process(connection)) {
                        postgres.setPrepareThreshold(0);
                    }
                    known.put(postgres, true);
                }
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The server process that does the work now. */
    private static int process(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            var process = row.getInt(1);
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return process;
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
        return Logger.getLogger(PoolerAware.class.getPackageName());
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
