package dev.holdfast.http;

import dev.holdfast.domain.Author;
import java.util.function.BooleanSupplier;

/**
 * What a request shows of who sends it.
 *
 * @param author who it is
 * @param counts whether it would show the same now
 * @param showsRevocation whether the server can see it when it was taken away; if not, it has to be shown again now and then
 */
record Credential(Author author, BooleanSupplier counts, boolean showsRevocation) {

    /** What everyone has, and nobody can take away. */
    static Credential of(Author author) {
        return new Credential(author, () -> true, true);
    }

    /** The same, kept where it may be taken away without the server seeing it. */
    Credential keptElsewhere() {
        return new Credential(author, counts, false);
    }
}
