package dev.holdfast.benchmark.server;

import java.sql.SQLException;

/** Client that does one request after the other. */
interface Client extends AutoCloseable {

    /** Does one request. Returns true if it counts: a save that won, or an answer. */
    boolean act() throws Exception;

    @Override
    void close() throws SQLException;
}
