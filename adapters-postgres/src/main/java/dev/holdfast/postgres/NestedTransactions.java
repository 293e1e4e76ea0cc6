package dev.holdfast.postgres;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Data source whose connections all are one connection with an open transaction: their transactions are nested in it, as
 * savepoints, and closing them does nothing. So a library that opens connections and commits works within one transaction.
 */
record NestedTransactions(Connection outer) implements DataSource {

    @Override
    public Connection getConnection() {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, new Nested(outer));
    }

    private static final class Nested implements InvocationHandler {

        private final Connection outer;
        private @Nullable Savepoint start;

        Nested(Connection outer) {
            this.outer = outer;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            switch (method.getName()) {
                case "getAutoCommit" -> {
                    return start == null;
                }
                case "setAutoCommit" -> setAutoCommit(arguments != null && Boolean.TRUE.equals(arguments[0]));
                case "commit" -> {
                    release();
                    begin();
                }
                case "rollback" -> rollBack(arguments);
                case "close" -> release();
                default -> {
                    return passedOn(method, arguments);
                }
            }
            return null;
        }

        private void setAutoCommit(boolean autoCommit) throws SQLException {
            if (autoCommit) {
                release();
            } else if (start == null) {
                begin();
            }
        }

        private void begin() throws SQLException {
            start = outer.setSavepoint();
        }

        private void release() throws SQLException {
            if (start != null) {
                outer.releaseSavepoint(start);
                start = null;
            }
        }

        private void rollBack(@Nullable Object @Nullable [] arguments) throws SQLException {
            var to = arguments == null || arguments.length == 0 ? start : (Savepoint) arguments[0];
            if (to != null) {
                outer.rollback(to);
            }
        }

        private @Nullable Object passedOn(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            try {
                return method.invoke(outer, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("There is one connection only");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(NestedTransactions.class.getPackageName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("No wrapper for " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
