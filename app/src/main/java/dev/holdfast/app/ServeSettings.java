package dev.holdfast.app;

import dev.holdfast.application.Rules;
import dev.holdfast.http.ServerOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a server is to run.
 *
 * @param http how it listens, how much it takes, and how it finds out who sends a request
 * @param storage where documents are kept
 * @param data the data directory of embedded storage
 * @param databaseUrl the database of postgres storage
 * @param rules what writes must keep to
 * @param sample whether an empty store gets a document that shows the editor
 */
record ServeSettings(
        ServerOptions http, Storage storage, Path data, Optional<String> databaseUrl, Rules rules, boolean sample) {}
