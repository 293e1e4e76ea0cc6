package dev.holdfast.http.exchange;

import dev.holdfast.domain.Author;
import java.util.function.BooleanSupplier;

/**
 * Credential of a request.
 *
 * @param author the author that it authenticates
 * @param counts returns true while the credential is valid
 * @param showsRevocation true if the server can see that it was revoked; if not, clients have to send it again from time
 *     to time
 */
public record Credential(Author author, BooleanSupplier counts, boolean showsRevocation) {

    /** Credential of a server without authentication. */
    public static Credential unneeded(Author author) {
        return new Credential(author, () -> true, true);
    }

    /** Credential that another server authenticated, which does not report its revocation. */
    public static Credential onTrust(Author author) {
        return unneeded(author).keptElsewhere();
    }

    /** Copy that is stored where it may be revoked without the server seeing it. */
    private Credential keptElsewhere() {
        return new Credential(author, counts, false);
    }
}
