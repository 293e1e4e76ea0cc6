package dev.holdfast.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.SegmentKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of JSON documents that are written. */
final class JsonValidationTest {

    private static final String LONG_NAME = "n".repeat(100_000);

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            {"a": 1,}           ; 1 ; 9  ; expected a name in quotation marks, found "}"
            {"a": 1¦ "b": 2}    ; 2 ; 2  ; expected a comma or the end of what is open, found a string
            {"a" 1}             ; 1 ; 6  ; expected ":" after the name, found "1"
            [1, tru]            ; 1 ; 5  ; expected a value, found "tru"
            [1, 2               ; 1 ; 6  ; expected a comma or the end of what is open, found the end of the text
            {"a": 1} {"b": 2}   ; 1 ; 10 ; expected the end of the text, found "{"
            {'a': 1}            ; 1 ; 2  ; expected a name in quotation marks or the end of the object, found "'a"
            {"a": "x¦y"}        ; 1 ; 7  ; a line break or another control
            {¦ "a": 1,¦ "a": 2} ; 3 ; 2  ; the name "a" is in this object already
            NaN                 ; 1 ; 1  ; expected a value, found "NaN"
            [01]                ; 1 ; 3  ; expected a comma or the end of what is open, found "1"
            """)
    void text_with_an_error_is_refused_at_its_place(String text, int line, int column, String reason) {
        var written = new Content(text.replace('¦', '\n'));

        assertThatThrownBy(() -> PlainText.json().compose(written)).isInstanceOfSatisfying(InvalidContent.class, e -> {
            assertThat(e.reason()).contains(reason);
            assertThat(e.line()).isEqualTo(line);
            assertThat(e.column()).isEqualTo(column);
        });
        assertThatThrownBy(() -> PlainText.json().validate(block("{}"), written))
                .isInstanceOf(InvalidContent.class);
        assertThatThrownBy(() -> PlainText.json().split(written.text())).isInstanceOf(InvalidContent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "{}", "[1, {\"a\": null}]", "\"text\"", "{\"a\": {\"b\": 1}, \"b\": 2}"})
    void json_and_a_text_not_yet_written_are_accepted(String text) {
        assertThat(PlainText.json().compose(new Content(text)).content().text()).isEqualTo(text);
        assertThatCode(() -> PlainText.json().validate(block("{}"), new Content(text)))
                .doesNotThrowAnyException();
    }

    @Test
    void errors_of_before_may_stay() {
        var json = PlainText.json();

        assertThatCode(() -> json.validate(block("{a}"), new Content("{a, b}"))).doesNotThrowAnyException();
        assertThatCode(() -> json.validate(block("{\"a\": 1, \"a\": 2}"), new Content("{\"a\": 1, \"a\": 3}")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> json.validate(block("{\"a\": 1, \"a\": 2}"), new Content("{\"b\": 1, \"b\": 2}")))
                .isInstanceOf(InvalidContent.class);
    }

    @Test
    void what_is_found_is_told_in_a_few_words() {
        assertThatThrownBy(() -> PlainText.json().compose(new Content(LONG_NAME)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(120));
        assertThatThrownBy(() ->
                        PlainText.json().compose(new Content("{\"%s\": 1, \"%s\": 2}".formatted(LONG_NAME, LONG_NAME))))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void lenient_documents_accept_any_text() {
        var lenient = PlainText.json().lenient();

        assertThat(lenient.compose(new Content("{a")).content().text()).isEqualTo("{a");
        assertThatCode(() -> lenient.validate(block("{}"), new Content("{a"))).doesNotThrowAnyException();
        assertThat(lenient.merge(block("{\n}"), new Content("{\n\"x\": 1\n}"), new Content("{\n\"x\": 2\n}"))
                        .cleanText())
                .isEmpty();
    }

    private static Block block(String text) {
        return Block.of(SegmentKind.TEXT, new Content(text));
    }
}
