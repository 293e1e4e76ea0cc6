package dev.holdfast.http.auth;

import dev.holdfast.http.exchange.Credential;
import dev.holdfast.http.exchange.Request;

/** Finds out who sends a request. */
@FunctionalInterface
public interface Authenticator {

    /**
     * The credential of a request.
     *
     * @throws ProblemException if that cannot be told, or they may not come in
     */
    Credential authenticate(Request request);
}
