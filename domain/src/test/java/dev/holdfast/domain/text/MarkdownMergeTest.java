package dev.holdfast.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergePart.Disputed;
import dev.holdfast.domain.SegmentKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Merges of Markdown, each line of which is a broken bar apart. */
final class MarkdownMergeTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            strong text moved and removed ; one **two three** four ; one two three four ; one **two three four**
            emphasis moved and removed    ; one *two three* four   ; one two three four ; one *two three four*
            struck text moved and removed ; one ~~two three~~ four ; one two three four ; one ~~two three four~~
            code moved and removed        ; one `two three` four   ; one two three four ; one `two three four`
            a link moved and removed      ; see [the page now](x) there ; see the page now there ; see the [page now](x) there
            fence removed and moved       ; a¦¦```¦one two¦```¦¦b ; a¦¦one two¦¦¦b ; a¦¦```¦one two¦¦b¦```
            a row and a column            ; |a|b|¦|-|-|¦|1|2|¦¦end ; |a|b|¦|-|-|¦|1|2|¦|3|4|¦¦end ; |a|b|c|¦|-|-|-|¦|1|2|x|¦¦end
            two items of one number       ; 1. one¦2. two¦¦end ; 1. one¦2. new¦3. two¦¦end ; 1. one¦2. two¦3. more¦¦end
            """)
    void a_merge_that_breaks_the_text_is_disputed(String name, String base, String mine, String theirs) {
        assertThat(MarkdownSyntax.flaws(lines(base))).isEmpty();
        assertThat(MarkdownSyntax.flaws(lines(mine))).isEmpty();
        assertThat(MarkdownSyntax.flaws(lines(theirs))).isEmpty();

        var merged = merge(lines(base), lines(mine), lines(theirs));

        assertThat(merged.cleanText()).isEmpty();
        assertThat(MarkdownSyntax.flaws(merged.decided(Disputed::mine))).isEmpty();
        assertThat(MarkdownSyntax.flaws(merged.decided(Disputed::theirs))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            words apart           ; one **two** three four ; ONE **two** three four ; one **two** three FOUR ; ONE **two** three FOUR
            marks apart           ; one two three four five ; one *two* three four five ; one two three four **five** ; one *two* three four **five**
            a lone star of theirs ; one two three four ; ONE two three four ; one two three 5*four ; ONE two three 5*four
            a lone mark of before ; one **two three four ; ONE **two three four ; one **two three FOUR ; ONE **two three FOUR
            rows apart            ; |a|b|¦|-|-|¦|1|2|¦|3|4| ; |a|b|¦|-|-|¦|1|9|¦|3|4| ; |a|b|¦|-|-|¦|1|2|¦|3|8| ; |a|b|¦|-|-|¦|1|9|¦|3|8|
            """)
    void changes_that_go_together_are_merged(String name, String base, String mine, String theirs, String clean) {
        assertThat(merge(lines(base), lines(mine), lines(theirs)).cleanText()).contains(lines(clean));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 * 3 = 6, snake_case_name and a\\*b",
                "* one\n* two **strong**\n\n***\n\n- [x] done",
                "```java\nint[] a = {*p;\n```\n\n~~~\n`\n~~~",
                "``a ` b`` and ***both***",
                "1. one\n1. two\n1. three\n\n7) seven\n8) eight",
                "1. one\n   1. inner\n   2. inner\n2. two",
                "Title\n=====\n\n> **quoted\n> text**",
                "| a | b |\n|:--|--:|\n| `x` | y\\|z |\n\n[a](b) ![c](d)"
            })
    void text_without_flaws(String text) {
        assertThat(MarkdownSyntax.flaws(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            a **b ; open **
            a ***b* ; open **
            a `b ; open `
            [a](b) [c ; open [
            ```¦text ; open fence
            1. one¦3. two ; number out of order
            |a|b|¦|-|-|¦|1| ; row of another length
            |a|b|c|¦|-|-| ; row of another length
            """)
    void text_with_a_flaw(String text, String flaw) {
        assertThat(MarkdownSyntax.flaws(lines(text))).containsExactly(flaw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"`", "`x``", "*", "[", "|", "1. ", "> ", "~~~\n", "_ a", "\\", " ", "- "})
    void long_texts_are_read_in_a_time_that_grows_with_their_length(String repeated) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> MarkdownSyntax.flaws(repeated.repeat(300_000)));
    }

    @Test
    void plain_text_is_merged_whatever_its_marks() {
        var merged = PlainText.prose()
                .merge(
                        block("one **two three** four"),
                        new Content("one two three four"),
                        new Content("one **two three four**"));

        assertThat(merged.cleanText()).contains("one two three four**");
    }

    private static Merge merge(String base, String mine, String theirs) {
        return PlainText.markdown().merge(block(base), new Content(mine), new Content(theirs));
    }

    private static Block block(String text) {
        return Block.of(SegmentKind.TEXT, new Content(text));
    }

    private static String lines(String text) {
        return text.replace('¦', '\n');
    }
}
