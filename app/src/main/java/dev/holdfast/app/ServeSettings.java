package dev.holdfast.app;

import dev.holdfast.application.GuardPolicy;
import dev.holdfast.http.Authentication;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a server is to run.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for a free one
 * @param storage where documents are kept
 * @param data the data directory of embedded storage
 * @param databaseUrl the database of postgres storage
 * @param ifMatch whether a write must say which version it was made for
 * @param authentication how the server finds out who sends a request
 * @param sample whether an empty store gets a document that shows the editor
 */
record ServeSettings(
        String host,
        int port,
        Storage storage,
        Path data,
        Optional<String> databaseUrl,
        GuardPolicy ifMatch,
        Authentication authentication,
        boolean sample) {}
