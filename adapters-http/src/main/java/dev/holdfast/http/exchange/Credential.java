package dev.holdfast.http.exchange;

import dev.holdfast.domain.Author;
import java.util.function.BooleanSupplier;

/**
 * The credential of a request.
 *
 * @param author who it is
 * @param counts whether it would show the same now
 * @param showsRevocation whether the server can see it when it was taken away; if not, it has to be shown again now and then
 */
public record Credential(Author author, BooleanSupplier counts, boolean showsRevocation) {

    /** Of someone who need not show anything, where everyone may do everything. */
    public static Credential unneeded(Author author) {
        return new Credential(author, () -> true, true);
    }

    /** The word of somebody else for it, who does not say when it is no longer so. */
    public static Credential onTrust(Author author) {
        return unneeded(author).keptElsewhere();
    }

    /** The same, kept where it may be taken away without the server seeing it. */
    public Credential keptElsewhere() {
        return new Credential(author, counts, false);
    }
}
