package dev.holdfast.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The end of a document's log at some moment. It names everything that the document was then: as the tag of its list and
 * its export, and as the place from which a follower reads on. Its hash covers all commits up to it, so that a database that
 * was rewound shows by another hash under the same revision.
 *
 * @param revision the number of commits of the document, 1 or more
 * @param hash the hash of the last of them
 */
public record Tip(long revision, Hash hash) {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17})-(.+)");

    public Tip {
        if (revision < 1) {
            throw new IllegalArgumentException("Revisions count from 1, not from " + revision);
        }
    }

    /** Reads the text form {@code revision-hash}; empty if the text is not one. */
    public static Optional<Tip> parse(String text) {
        var parts = FORM.matcher(text);
        return parts.matches() && Hash.isHash(parts.group(2))
                ? Optional.of(new Tip(Long.parseLong(parts.group(1)), new Hash(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return revision + "-" + hash;
    }
}
