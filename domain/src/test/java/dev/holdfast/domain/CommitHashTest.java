package dev.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CommitHashTest {

    private static final DocumentId DOCUMENT = new DocumentId("film");
    private static final SegmentId SEGMENT = new SegmentId(DOCUMENT, "one");
    private static final Author ANA = Author.verified("Ana");
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00.123Z");
    private static final CommitKey KEY = new CommitKey("key", Digest.of("request"));

    private static Commit commit(DocumentId document, Author author, CommitKey key, String... texts) {
        var edits = Stream.of(texts)
                .<Edit>map(text -> {
                    var segment = new SegmentId(document, "s" + text);
                    return new Edit.Replace(segment, Hash.before(segment), new Content(text));
                })
                .toList();
        return new Commit(document, key, new Stamp(author, NOON), Optional.empty(), edits);
    }

    private static Hash hash(long revision, Instant at, Commit commit) {
        return CommitHash.of(Hash.beforeLog(DOCUMENT), revision, at, CommitHash.contents(commit));
    }

    /** The layout of ADR 9, spelt out a second time. */
    @Test
    void the_hash_is_the_first_half_of_a_digest_of_64_bytes() throws Exception {
        var edit = new Edit.Replace(SEGMENT, Hash.before(SEGMENT), new Content("text"));
        var commit = new Commit(DOCUMENT, KEY, new Stamp(ANA, NOON), Optional.empty(), List.of(edit));
        var contents = Stream.of(
                        "film",
                        "Ana",
                        "verified",
                        Digest.of("key", Digest.of("request").value()).value(),
                        "one",
                        edit.result().value())
                .map(part -> "%08x".formatted(part.length())
                        + HexFormat.of().formatHex(part.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining());
        var layout = hex(Hash.beforeLog(DOCUMENT).value())
                + "0000000000000007"
                + "%016x".formatted(NOON.toEpochMilli())
                + HexFormat.of().formatHex(sha256(contents));

        var hash = hash(7, NOON, commit);

        assertThat(layout).hasSize(2 * 64);
        assertThat(hex(hash.value()))
                .isEqualTo(HexFormat.of().formatHex(sha256(layout)).substring(0, 32));
    }

    private static String hex(String base64url) {
        return HexFormat.of().formatHex(Base64.getUrlDecoder().decode(base64url));
    }

    private static byte[] sha256(String hex) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(hex));
    }

    @Test
    void every_part_of_a_commit_changes_its_hash() {
        var other = new DocumentId("other");
        var hashes = List.of(
                hash(2, NOON, commit(DOCUMENT, ANA, KEY, "a", "b")),
                hash(3, NOON, commit(DOCUMENT, ANA, KEY, "a", "b")),
                hash(2, NOON.plusMillis(1), commit(DOCUMENT, ANA, KEY, "a", "b")),
                hash(2, NOON, commit(other, ANA, KEY, "a", "b")),
                hash(2, NOON, commit(DOCUMENT, Author.unverified("Ana"), KEY, "a", "b")),
                hash(2, NOON, commit(DOCUMENT, Author.verified("Ben"), KEY, "a", "b")),
                hash(2, NOON, commit(DOCUMENT, ANA, new CommitKey("key 2", KEY.request()), "a", "b")),
                hash(2, NOON, commit(DOCUMENT, ANA, new CommitKey("key", Digest.of("another")), "a", "b")),
                hash(2, NOON, commit(DOCUMENT, ANA, KEY, "b", "a")),
                hash(2, NOON, commit(DOCUMENT, ANA, KEY, "a")),
                hash(2, NOON, commit(DOCUMENT, ANA, KEY, "b")),
                CommitHash.of(
                        Hash.beforeLog(other), 2, NOON, CommitHash.contents(commit(DOCUMENT, ANA, KEY, "a", "b"))));

        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void a_commit_and_its_entry_in_the_log_have_the_same_contents() {
        var create = new DocumentEdit.Create(DOCUMENT, new DocumentInfo("Rain", "text/vtt", "", Optional.empty()));
        var insert = new Edit.Insert(SEGMENT, new Position("V"), Block.of(SegmentKind.TEXT, new Content("text")));
        var stamp = new Stamp(ANA, NOON);
        var commit = new Commit(DOCUMENT, KEY, stamp, Optional.of(create), List.of(insert));
        var changes = List.<Change>of(
                Change.OfDocument.of(create, Version.FIRST, create.info()),
                Change.OfSegment.of(insert, insert.applied(Optional.empty(), stamp)));
        var logged = new LoggedCommit(DOCUMENT, 1, Hash.beforeLog(DOCUMENT), KEY, stamp, changes);

        assertThat(CommitHash.contents(logged, KEY.digest())).isEqualTo(CommitHash.contents(commit));
    }
}
