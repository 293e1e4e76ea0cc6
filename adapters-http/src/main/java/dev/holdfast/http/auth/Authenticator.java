package dev.holdfast.http.auth;

import dev.holdfast.http.exchange.Credential;
import dev.holdfast.http.exchange.Request;

/** Authenticator of requests. */
@FunctionalInterface
public interface Authenticator {

    /**
     * The credential of a request.
     *
     * @throws ProblemException if the credential is missing, unknown or malformed
     */
    Credential authenticate(Request request);
}
