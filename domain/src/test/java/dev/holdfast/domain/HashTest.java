package dev.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HashTest {

    private static final DocumentId DOCUMENT = new DocumentId("doc");
    private static final SegmentId SEGMENT = new SegmentId(DOCUMENT, "one");

    /** The values are part of the contract: another implementation must come to the same ones. */
    @Test
    void the_hashes_of_a_segments_first_versions_are_known() {
        var insert = new Edit.Insert(
                SEGMENT, new Position("V"), new Block(SegmentKind.TEXT, new Content("Gr\u00FC\u00DFe"), "\n"));
        var replace = new Edit.Replace(SEGMENT, insert.result(), new Content("Bye"));
        var move = new Edit.Move(SEGMENT, replace.result(), new Position("W"));
        var delete = new Edit.Delete(SEGMENT, move.result(), Optional.of(new SegmentId(DOCUMENT, "two")));
        var restore = new Edit.Restore(SEGMENT, delete.result(), new Content("Bye"));

        assertThat(Hash.before(SEGMENT)).hasToString("rOmZCDIGYbCHpKHbtjKtBQ");
        assertThat(insert.result()).hasToString("iJHTlJYZ_y6mCPvbLM9k1g");
        assertThat(replace.result()).hasToString("ulJ4IzvKI-XVNaxZONJ6jg");
        assertThat(move.result()).hasToString("vwhrDjmFpHb0kFQwLZrNFw");
        assertThat(delete.result()).hasToString("G9KLmX8g7oHKqDlnXyVhJg");
        assertThat(restore.result()).hasToString("ALvfzzUyUdvQbW4TtO6J_A");
    }

    @Test
    void a_restored_text_has_another_hash_each_time() {
        Seeds.each(200, random -> {
            var seen = new HashSet<Hash>();
            var hash = Hash.before(SEGMENT);
            for (var i = 0; i < 50; i++) {
                assertThat(seen.add(hash)).isTrue();
                hash = new Edit.Replace(SEGMENT, hash, new Content(random.nextBoolean() ? "A" : "B")).result();
            }
        });
    }

    @Test
    void a_hash_depends_on_the_hash_before_it() {
        var one = Hash.before(SEGMENT);
        var two = Hash.before(new SegmentId(DOCUMENT, "two"));
        var content = new Content("the same");

        assertThat(new Edit.Replace(SEGMENT, one, content).result())
                .isNotEqualTo(new Edit.Replace(SEGMENT, two, content).result());
    }

    @Test
    void a_hash_depends_on_the_operation_and_not_only_on_what_it_sets() {
        var parent = Hash.before(SEGMENT);
        var content = new Content("the same");

        assertThat(new Edit.Replace(SEGMENT, parent, content).result())
                .isNotEqualTo(new Edit.Restore(SEGMENT, parent, content).result());
    }

    @Test
    void moving_text_from_one_part_to_the_next_changes_the_digest() {
        Seeds.each(500, random -> {
            var text = Integer.toString(random.nextInt(1_000_000_000), 36) + "ab";
            var cut = random.nextInt(text.length());

            assertThat(Digest.of(text.substring(0, cut), text.substring(cut)))
                    .isNotEqualTo(Digest.of(text, ""))
                    .isNotEqualTo(Digest.of(text));
        });
        assertThat(Digest.of("a", "b")).isNotEqualTo(Digest.of("ab", "")).isNotEqualTo(Digest.of("", "ab"));
    }

    @Test
    void a_malformed_hash_is_not_parsed() {
        assertThat(Hash.isHash("0123456789abcdefghij-_")).isTrue();
        for (var text :
                new String[] {"", "0123456789abcdefghij-", "0123456789abcdefghij-_x", "0123456789abcdefghij-="}) {
            assertThat(Hash.isHash(text)).as(text).isFalse();
            assertThatThrownBy(() -> new Hash(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
