package dev.holdfast.http;

import dev.holdfast.domain.Author;

/** Finds out who sends a request. */
@FunctionalInterface
interface Authenticator {

    /**
     * Who it is.
     *
     * @throws ProblemException if that cannot be told, or they may not come in
     */
    Author authenticate(Request request);
}
