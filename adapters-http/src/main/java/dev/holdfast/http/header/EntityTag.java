package dev.holdfast.http.header;

import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Tip;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * An entity tag (RFC 9110 §8.8.3).
 *
 * @param weak true for a weak tag, which is no guard of a write
 * @param opaque the text between the quotes, as received: nothing is unescaped and case counts
 */
public record EntityTag(boolean weak, String opaque) {

    /** The tag of a version. */
    public static EntityTag of(Hash hash) {
        return new EntityTag(false, hash.value());
    }

    /** The tag of a whole document: its list of segments, its log, an export. */
    public static EntityTag of(Tip tip) {
        return new EntityTag(false, tip.toString());
    }

    /** The tag of a representation without a version: a digest of its bytes. */
    public static EntityTag ofBytes(byte[] bytes) {
        return new EntityTag(
                false, Digest.of(new String(bytes, StandardCharsets.ISO_8859_1)).value());
    }

    /** Strong comparison (RFC 9110 §8.8.3.2). */
    boolean isStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /** Weak comparison (RFC 9110 §8.8.3.2). */
    boolean isWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    /** The tag as in a header field. */
    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + '"';
    }

    /** The hashes of tags. A tag that is no hash names no version and is left out. */
    static Set<Hash> hashes(List<EntityTag> tags, Predicate<EntityTag> filter) {
        return tags.stream()
                .filter(filter)
                .map(EntityTag::opaque)
                .filter(Hash::isHash)
                .map(Hash::new)
                .collect(Collectors.toUnmodifiableSet());
    }
}
