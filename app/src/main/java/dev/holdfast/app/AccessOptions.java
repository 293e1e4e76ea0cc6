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
            names = "--trust-user-header",
            paramLabel = "NAME",
            description = {
                "Take the user name from this request header. The reverse proxy in front of the server",
                "must set it, and must remove it from incoming requests."
            })
    private @Nullable String trustUserHeader;

    @Option(
            names = "--insecure-public",
            description = "Allow a public address without authentication. Everyone who can reach it can do everything.")
    private boolean insecurePublic;

    /** Returns true if both ways of authentication are requested. */
    boolean isContradictory() {
        return tokens != null && trustUserHeader != null;
    }

    /** Returns true if the server may listen on a public address. */
    boolean allowPublic() {
        return tokens != null || trustUserHeader != null || insecurePublic;
    }

    /** The authentication of the server. Reads the tokens file. */
    Authentication authentication() {
        if (tokens != null) {
            return new Authentication.Tokens(TokenFile.read(tokens));
        }
        return trustUserHeader == null ? new Authentication.None() : new Authentication.UserHeader(trustUserHeader);
    }
}
