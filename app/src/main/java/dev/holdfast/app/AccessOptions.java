package dev.holdfast.app;

import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.auth.TokenFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for authentication. */
final class AccessOptions {

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description = "Require a token from this file, which 'holdfast token' writes.")
    private @Nullable Path tokens;

    @Option(
            names = "--insecure-public",
            description = "Allow a public address without authentication. Everyone who can reach it can do everything.")
    private boolean insecurePublic;

    /** True if a token is required. */
    boolean requiresToken() {
        return tokens != null;
    }

    /** True if the server may listen on a public address without authentication. */
    boolean allowsEveryone() {
        return insecurePublic;
    }

    /** The authentication by tokens, or none. Reads the tokens file. */
    Authentication authentication() {
        return tokens == null ? new Authentication.None() : new Authentication.Tokens(TokenFile.read(tokens));
    }
}
