package dev.holdfast.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LogValueTest {

    @Test
    void a_plain_word_stays_as_it_is() {
        assertThat(LogValue.of("/api/segments/film.s1")).isEqualTo("/api/segments/film.s1");
    }

    @Test
    void letters_of_all_scripts_stay_readable() {
        assertThat(LogValue.of("J\u00fcrgen \u0395\u03bb")).isEqualTo("\"J\u00fcrgen \u0395\u03bb\"");
    }

    @Test
    void no_text_begins_a_line_colours_a_terminal_or_ends_its_quotes() {
        assertThat(LogValue.of("a\r\nERROR b")).isEqualTo("\"a\\u000d\\u000aERROR b\"");
        assertThat(LogValue.of("\u001b[31mred")).isEqualTo("\"\\u001b[31mred\"");
        assertThat(LogValue.of("a\" name=\"b\\")).isEqualTo("\"a\\\" name=\\\"b\\\\\"");
        assertThat(LogValue.of("a\u2028b\u202ec\u009bd")).isEqualTo("\"a\\u2028b\\u202ec\\u009bd\"");
    }

    @Test
    void an_empty_text_and_one_with_an_equals_sign_are_quoted() {
        assertThat(LogValue.of("")).isEqualTo("\"\"");
        assertThat(LogValue.of("a=b")).isEqualTo("\"a=b\"");
    }

    @Test
    void a_long_text_is_cut() {
        assertThat(LogValue.of("x".repeat(10_000))).isEqualTo("x".repeat(200) + "...");
    }
}
