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
 * @param weak whether it says no more than that two representations are equivalent
 * @param opaque what stands between the quotes, as it came: nothing is unescaped and case counts
 */
public record EntityTag(boolean weak, String opaque) {

    /** The tag of a version. */
    public static EntityTag of(Hash hash) {
        return new EntityTag(false, hash.value());
    }

    /** The tag of a document with all that is in it. */
    public static EntityTag of(Tip tip) {
        return new EntityTag(false, tip.toString());
    }

    /** The tag of a representation that has no other: it changes with each of its bytes. */
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

    /** The tag as it stands in a header field. */
    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + '"';
    }

    /** The hashes that tags stand for. A tag that is no hash is the tag of no version and is left out. */
    static Set<Hash> hashes(List<EntityTag> tags, Predicate<EntityTag> filter) {
        return tags.stream()
                .filter(filter)
                .map(EntityTag::opaque)
                .filter(Hash::isHash)
                .map(Hash::new)
                .collect(Collectors.toUnmodifiableSet());
    }
}
