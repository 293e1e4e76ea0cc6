package dev.holdfast.domain.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Seeds;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tokens of a text. */
final class TokensTest {

    private static final List<String> THAI = List.of("ฉัน", "รัก", "แมว", "หมา", "เธอ", "ประเทศไทย", "ภาษา", "สวัสดี");

    private static String thai(Random random, int words) {
        return IntStream.range(0, words)
                .mapToObj(i -> THAI.get(random.nextInt(THAI.size())))
                .collect(Collectors.joining());
    }

    private static List<String> whole(String text) {
        var borders = BreakIterator.getWordInstance(Locale.forLanguageTag("th"));
        borders.setText(text);
        var words = new ArrayList<String>();
        var start = borders.first();
        for (var end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
            words.add(text.substring(start, end));
            start = end;
        }
        return words;
    }

    @Test
    void the_tokens_are_the_text() {
        Seeds.each(300, random -> {
            var text = IntStream.range(0, random.nextInt(2_000))
                    .mapToObj(i -> Character.toString("กขคะาเแ่ aw.\n\u0301".charAt(random.nextInt(14))))
                    .collect(Collectors.joining());

            assertThat(String.join("", Tokens.words(text))).isEqualTo(text);
            assertThat(Tokens.words(text)).doesNotContain("");
        });
    }

    @Test
    void long_thai_has_the_words_that_it_has_as_a_whole() {
        Seeds.each(50, random -> {
            var text = "Hello " + thai(random, 600) + " world " + thai(random, 300);

            assertThat(Tokens.words(text)).isEqualTo(whole(text));
        });
    }

    @Test
    void no_more_than_a_few_hundred_characters_of_thai_are_looked_up_at_once() {
        var letters = "ก".repeat(20_000);

        assertThat(Tokens.sectionEnd(letters, 0)).isEqualTo(500);
        assertThat(Tokens.sectionEnd("a ".repeat(5_000) + letters, 9_000)).isEqualTo(10_500);
        assertThat(Tokens.sectionEnd("a".repeat(20_000), 0)).isEqualTo(20_000);
        assertThat(Tokens.words(letters))
                .allSatisfy(token -> assertThat(token.length()).isLessThanOrEqualTo(500));
    }

    @Test
    void a_section_of_thai_that_is_one_word_is_one_token() {
        var text = "\u0e01" + "\u0e31".repeat(1_200);

        assertThat(String.join("", Tokens.words(text))).isEqualTo(text);
    }

    @Test
    void each_line_has_the_terminator_that_ends_it() {
        assertThat(Tokens.lines("a\nb\r\nc\rd\r\r\n\n")).containsExactly("a\n", "b\r\n", "c\r", "d\r", "\r\n", "\n");
        assertThat(Tokens.lines("a\nb")).containsExactly("a\n", "b");
        assertThat(Tokens.lines("")).isEmpty();
    }
}
