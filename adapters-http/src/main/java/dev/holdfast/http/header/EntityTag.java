package dev.holdfast.http.header;

import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Tip;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An entity tag (RFC 9110 §8.8.3).
 *
 * @param weak true for a weak tag, which is no guard of a write
 * @param opaque the text between the quotes, as received: nothing is unescaped and case counts
 */
public record EntityTag(boolean weak, String opaque) {

    /**
     * A tag with the mark of a content coding, which servers and proxies append when they compress a response: Apache and Caddy
     * {@code -gzip}, {@code -br} and {@code -zstd}, lighttpd {@code -deflate} and {@code -bzip2} too, Jetty {@code --gzip},
     * LiteSpeed {@code ;gz} and {@code ;br}, Traffic Server {@code -df}. No tag of this server ends in a hyphen.
     */
    private static final Pattern MARKED = Pattern.compile(
            "(.*[^-])(?:--?|[;:+.])(?:x-)?(?:gzip|gz|brotli|br|zstd|deflate|df|compress|bzip2|identity)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** A few proxies in a row can each have added one. */
    private static final int MAX_MARKS = 5;

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

    /** The tag of the same version in a content coding, which needs one of its own (RFC 9110 §8.8.3.3). */
    public EntityTag inCoding(String coding) {
        return new EntityTag(weak, opaque + "--" + coding);
    }

    /** True if this is that tag, also with the mark of a proxy after it. */
    public boolean isOf(EntityTag coded) {
        return names().anyMatch(coded.opaque::equals);
    }

    /** Strong comparison (RFC 9110 §8.8.3.2) with a tag of this server, in any content coding. */
    boolean isStrongly(EntityTag own) {
        return !weak && isWeakly(own);
    }

    /** Weak comparison (RFC 9110 §8.8.3.2) with a tag of this server, in any content coding. */
    boolean isWeakly(EntityTag own) {
        return names().anyMatch(own.opaque::equals);
    }

    /** The hash of the version that this tag names, in any content coding; empty if it can name none. */
    public Optional<Hash> hash() {
        return names().filter(Hash::isHash).findFirst().map(Hash::new);
    }

    /** The revision that this tag of a list or an export names, in any content coding; empty if it can name none. */
    public Optional<Tip> tip() {
        return names().flatMap(name -> Tip.parse(name).stream()).reduce((longest, plain) -> plain);
    }

    /** The texts that this tag can stand for: its own, then the same without the last mark of a content coding, and so on. */
    private Stream<String> names() {
        return Stream.iterate(opaque, text -> !text.isEmpty(), EntityTag::withoutMark)
                .limit(MAX_MARKS);
    }

    /** The text before the mark at its end; empty without one. */
    private static String withoutMark(String text) {
        var marked = MARKED.matcher(text);
        return marked.matches() ? marked.group(1) : "";
    }

    /** The tag as in a header field. */
    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + '"';
    }

    /** The hashes of tags. A tag that is no hash names no version and is left out. */
    static Set<Hash> hashes(List<EntityTag> tags, Predicate<EntityTag> filter) {
        return tags.stream().filter(filter).flatMap(tag -> tag.hash().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
