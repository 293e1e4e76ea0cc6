package dev.holdfast.app;

import dev.holdfast.application.Rules;
import dev.holdfast.application.session.SessionSettings;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.postgres.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the server.
 *
 * @param http address, limits and authentication
 * @param storage the kind of storage
 * @param data the data directory of embedded storage
 * @param databaseUrl the database of postgres storage
 * @param databaseSchema the schema of its tables
 * @param databaseWait the longest wait for a database that is still being started
 * @param rules the rules for writes
 * @param sessions the ends of sessions, where people sign in
 * @param sample true if an empty store gets the sample document
 */
record ServeSettings(
        ServerOptions http,
        Storage storage,
        Path data,
        Optional<String> databaseUrl,
        Schema databaseSchema,
        Duration databaseWait,
        Rules rules,
        SessionSettings sessions,
        boolean sample) {}
