package dev.holdfast.application.feed;

import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Tip;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Position of a follower in the log of a document: after the last commit that it has seen.
 *
 * @param revision the number of that commit, 0 if it has seen none
 * @param hash the hash of that commit; empty if the follower does not know it, and then a database that was
 *     rewound shows only by a revision that is not there yet
 */
public record Cursor(long revision, Optional<Hash> hash) {

    private static final Pattern REVISION = Pattern.compile("[0-9]{1,18}");

    public Cursor {
        if (revision < 0 || (revision == 0 && hash.isPresent())) {
            throw new IllegalArgumentException("A cursor is after revision 1 or later, or before all without a hash");
        }
    }

    /** After a commit of which only the number is known; 0 to begin with the first. */
    public static Cursor after(long revision) {
        return new Cursor(revision, Optional.empty());
    }

    /** The cursor after a commit that was the end of the log. */
    public static Cursor after(Tip tip) {
        return new Cursor(tip.revision(), Optional.of(tip.hash()));
    }

    /** Reads the text forms {@code revision} and {@code revision-hash}; empty if the text is neither. */
    public static Optional<Cursor> parse(String text) {
        return REVISION.matcher(text).matches()
                ? Optional.of(after(Long.parseLong(text)))
                : Tip.parse(text).map(Cursor::after);
    }

    /** True if this is the end of a log, as far as the cursor knows. */
    public boolean isAt(Tip tip) {
        return revision == tip.revision() && hash.map(tip.hash()::equals).orElse(true);
    }

    @Override
    public String toString() {
        return revision + hash.map(known -> "-" + known).orElse("");
    }
}
