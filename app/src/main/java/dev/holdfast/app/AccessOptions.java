package dev.holdfast.app;

import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.auth.TokenFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may come in, and how the server knows them. */
final class AccessOptions {

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description = "Let in only those who have a token of this file, which 'holdfast token' writes.")
    private @Nullable Path tokens;

    @Option(
            names = "--trust-user-header",
            paramLabel = "NAME",
            description = {
                "Take the user from this header field, which a proxy in front of the server sets",
                "and lets nobody else send."
            })
    private @Nullable String trustUserHeader;

    @Option(
            names = "--insecure-public",
            description = "Listen on an address that others can reach, and let everyone who reaches it do everything.")
    private boolean insecurePublic;

    /** Whether both ways to know people are asked for. */
    boolean contradict() {
        return tokens != null && trustUserHeader != null;
    }

    /** Whether the server may listen where others can reach it. */
    boolean allowPublic() {
        return tokens != null || trustUserHeader != null || insecurePublic;
    }

    /** How the server finds out who sends a request; reads the tokens. */
    Authentication authentication() {
        if (tokens != null) {
            return new Authentication.Tokens(TokenFile.read(tokens));
        }
        return trustUserHeader == null ? new Authentication.None() : new Authentication.UserHeader(trustUserHeader);
    }
}
