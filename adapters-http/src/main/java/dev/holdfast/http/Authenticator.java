package dev.holdfast.http;

/** Finds out who sends a request. */
@FunctionalInterface
interface Authenticator {

    /**
     * Who it is, and how long that counts.
     *
     * @throws ProblemException if that cannot be told, or they may not come in
     */
    Credential authenticate(Request request);
}
