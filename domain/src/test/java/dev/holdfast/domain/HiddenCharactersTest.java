package dev.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HiddenCharactersTest {

    private static DocumentInfo titled(String title) {
        return new DocumentInfo(title, "text/vtt", "", Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "An\u200Ba", "Ana\u200D", "\u200CAna", "An\u200Da", "An\u200Ca", "\u202EanA", "\u2066Ana\u2069",
                        "Ana\u200E",
                "Ana\u200F", "Ana\u061C", "\uFEFFAna", "An\u00ADa", "Ana\u2060", "Ana\u2064", "Ana\u3164", "Ana\u115F",
                "Ana\u2800", "Ana\u180E", "An\u034Fa", "Ana\u206A", "Ana\uDB40\uDC41", "Ana\uFFF9", "\u0628\u200Da",
            })
    void a_name_or_title_with_a_character_that_nobody_sees_is_refused(String text) {
        assertThat(Author.isName(text)).isFalse();
        assertThatThrownBy(() -> titled(text).requireAcceptableAfter(Optional.empty()))
                .isInstanceOfSatisfying(
                        InvalidDocument.class, e -> assertThat(e.member()).isEqualTo("title"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ana Mar\u00EDa O'Neill-\u0141ukasz",
                "\u05D3\u05D5\u05D3",
                "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
                "\u0915\u094D\u200D\u0937",
                "\u0DC1\u0DCA\u200D\u0DBB\u0DD3",
                "e\u0301",
                "\u6771\u4EAC\u3000\u592A\u90CE",
                "\uD83D\uDC69\uD83C\uDFFD\u200D\uD83D\uDCBB",
                "\u2764\uFE0F\u200D\uD83D\uDD25",
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
                "\u06DD\u0660",
            })
    void a_name_or_title_of_any_script_is_accepted(String text) {
        assertThat(Author.isName(text)).isTrue();
        assertThatCode(() -> titled(text).requireAcceptableAfter(Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void a_name_that_was_stored_before_stays_readable() {
        assertThat(Author.verified("An\u200Ba").name()).isEqualTo("An\u200Ba");
    }

    @Test
    void a_title_that_was_stored_before_stays_as_it_is_while_other_metadata_changes() {
        var before = titled("old\u202E");
        var after = new DocumentInfo("old\u202E", "text/vtt", "en", Optional.empty());

        assertThatCode(() -> after.requireAcceptableAfter(Optional.of(before))).doesNotThrowAnyException();
    }
}
