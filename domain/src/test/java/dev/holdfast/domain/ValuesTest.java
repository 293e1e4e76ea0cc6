package dev.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {

    private static final DocumentId DOCUMENT = new DocumentId("doc");
    private static final SegmentId SEGMENT = new SegmentId(DOCUMENT, "one");
    private static final Hash HASH = Hash.before(SEGMENT);
    private static final Hash OTHER = Hash.before(DOCUMENT);

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a b", "\u00E4", "a/b", "a\n", "*"})
    void a_malformed_id_is_refused(String text) {
        assertThatThrownBy(() -> new DocumentId(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SegmentId(DOCUMENT, text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_id_has_at_most_64_characters() {
        assertThat(DocumentId.isId("a".repeat(64))).isTrue();
        assertThat(DocumentId.isId("a".repeat(65))).isFalse();
    }

    @Test
    void the_text_form_of_a_segment_id_can_be_read() {
        assertThat(SegmentId.parse("doc.one")).contains(SEGMENT);
        assertThat(SEGMENT).hasToString("doc.one");
        for (var text : List.of("", ".", "doc", "doc.", ".one", "doc.one.two", "doc..one", "doc.o e")) {
            assertThat(SegmentId.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void content_that_is_not_valid_unicode_is_refused_with_its_place() {
        assertThatThrownBy(() -> new Content("ab\r\ncd\n\u20AC\uD83D\uDE00\0"))
                .isInstanceOfSatisfying(InvalidContent.class, e -> {
                    assertThat(e.line()).isEqualTo(3);
                    assertThat(e.column()).isEqualTo(3);
                    assertThat(e.reason()).contains("U+0000");
                });
        assertThatThrownBy(() -> new Content("a\uD83D")).isInstanceOf(InvalidContent.class);
        assertThatThrownBy(() -> new Content("\uDE00\uD83D")).hasMessageStartingWith("Line 1, column 1: ");
        assertThat(new Content("\uD83D\uDE00").text()).hasSize(2);
    }

    @Test
    void the_name_of_an_author_is_printable() {
        for (var name : List.of("", "  ", "a\nb", "a\0", "\uD83D", "n".repeat(65))) {
            assertThatThrownBy(() -> Author.unverified(name)).as(name).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Author.verified("\uD83D\uDE00".repeat(64)).name()).hasSize(128);
    }

    @Test
    void a_key_is_visible_ascii() {
        assertThat(CommitKey.isKey("8e03978e-40d5-43dd-bc93-6894a57f9324")).isTrue();
        assertThat(CommitKey.isKey("k".repeat(256))).isFalse();
        for (var key : List.of("", "\u00E4", "a\tb")) {
            assertThatThrownBy(() -> new CommitKey(key, Digest.of())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void invalid_metadata_is_refused_with_the_reason() {
        var url = Optional.of("https://media.example/film.webm");

        assertThat(new DocumentInfo("", "text/vtt", "", Optional.empty()).title())
                .isEmpty();
        assertThat(new DocumentInfo("T", "text/vtt", "zh-Hant-TW", url).mediaUrl())
                .isEqualTo(url);
        assertMember("title", () -> new DocumentInfo("two\nlines", "text/vtt", "", url));
        assertMember("title", () -> new DocumentInfo("t".repeat(501), "text/vtt", "", url));
        assertMember("mediaType", () -> new DocumentInfo("", "Text/VTT", "", url));
        assertMember("mediaType", () -> new DocumentInfo("", "text", "", url));
        assertMember("language", () -> new DocumentInfo("", "text/vtt", "e_n", url));
        for (var bad : List.of("javascript:alert(1)", "file:///etc/passwd", "https:", "//host/x", "http://a b/", "")) {
            assertMember("mediaUrl", () -> new DocumentInfo("", "text/vtt", "", Optional.of(bad)));
        }
    }

    private static void assertMember(String member, ThrowingCallable making) {
        assertThatThrownBy(making)
                .isInstanceOfSatisfying(
                        InvalidDocument.class, e -> assertThat(e.member()).isEqualTo(member));
    }

    @Test
    void the_text_form_of_a_tip_can_be_read() {
        var tip = new Tip(17, HASH);

        assertThat(Tip.parse(tip.toString())).contains(tip);
        for (var text :
                List.of("", "17", "17-", "0-" + HASH, "-1-" + HASH, "017-" + HASH, "9".repeat(19) + "-" + HASH)) {
            assertThat(Tip.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void a_precondition_holds_for_the_versions_it_names() {
        var current = Optional.of(HASH);
        var matches = new Precondition.Matches(Set.of(HASH));
        var other = new Precondition.Matches(Set.of(OTHER));

        assertThat(matches.holdsFor(current)).isTrue();
        assertThat(matches.holdsFor(Optional.empty())).isFalse();
        assertThat(other.holdsFor(current)).isFalse();
        assertThat(new Precondition.Matches(Set.of()).holdsFor(current)).isFalse();
        assertThat(new Precondition.Exists().holdsFor(current)).isTrue();
        assertThat(new Precondition.Exists().holdsFor(Optional.empty())).isFalse();
        assertThat(new Precondition.DoesNotExist().holdsFor(current)).isFalse();
        assertThat(new Precondition.DoesNotExist().holdsFor(Optional.empty())).isTrue();
        assertThat(new Precondition.NoneOf(Set.of(HASH)).holdsFor(current)).isFalse();
        assertThat(new Precondition.NoneOf(Set.of(OTHER)).holdsFor(current)).isTrue();
        assertThat(new Precondition.NoneGiven().holdsFor(Optional.empty())).isTrue();
        assertThat(new Precondition.Both(matches, new Precondition.NoneOf(Set.of(HASH))).holdsFor(current))
                .isFalse();
        assertThat(new Precondition.Both(matches, new Precondition.NoneOf(Set.of(OTHER))).holdsFor(current))
                .isTrue();
    }

    @Test
    void only_a_precondition_that_names_a_version_guards_a_write() {
        assertThat(new Precondition.Matches(Set.of()).guards()).isTrue();
        assertThat(new Precondition.Exists().guards()).isTrue();
        assertThat(new Precondition.NoneGiven().guards()).isFalse();
        assertThat(new Precondition.NoneOf(Set.of(HASH)).guards()).isFalse();
        assertThat(new Precondition.DoesNotExist().guards()).isFalse();
        assertThat(new Precondition.Both(new Precondition.NoneGiven(), new Precondition.NoneOf(Set.of())).guards())
                .isFalse();
    }

    @Test
    void a_commit_is_about_one_document_and_edits_a_segment_once() {
        var key = new CommitKey("k", Digest.of());
        var stamp = new Stamp(Author.ANONYMOUS, Instant.EPOCH);
        Edit edit = new Edit.Replace(SEGMENT, HASH, new Content(""));
        var elsewhere = new DocumentId("elsewhere");

        assertThatThrownBy(() -> new Commit(DOCUMENT, key, stamp, Optional.empty(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Commit(elsewhere, key, stamp, Optional.empty(), List.of(edit)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Commit(DOCUMENT, key, stamp, Optional.empty(), List.of(edit, edit)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_stamp_has_whole_milliseconds() {
        var stamp = new Stamp(Author.ANONYMOUS, Instant.parse("2026-02-03T12:00:00.123456789Z"));

        assertThat(stamp.at()).isEqualTo(Instant.parse("2026-02-03T12:00:00.123Z"));
    }
}
