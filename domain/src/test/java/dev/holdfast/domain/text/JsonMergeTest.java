package dev.holdfast.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergePart.Disputed;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.SegmentKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Merges of JSON texts, each line of which is an underscore apart. */
final class JsonMergeTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            both add a name   | {_"a": 1,_"b": 2,_"c": 3_} | {_"x": 4,_"a": 1,_"b": 2,_"c": 3_} | {_"a": 1,_"b": 2,_"x": 5,_"c": 3_}
            both rename       | {_"a": 1,_"b": 2,_"c": 3_} | {_"z": 1,_"b": 2,_"c": 3_}         | {_"a": 1,_"b": 2,_"z": 3_}
            a name moves twice| {_"a": 1,_"b": 2,_"c": 3,_"d": 4_} | {_"b": 2,_"a": 1,_"c": 3,_"d": 4_} | {_"b": 2,_"c": 3,_"a": 9,_"d": 4_}
            spelled otherwise | {_"a": 1,_"b": 2,_"c": 3_} | {_"x": 4,_"a": 1,_"b": 2,_"c": 3_} | {_"a": 1,_"b": 2,_"\\u0078": 5,_"c": 3_}
            a comma too many  | [_1,_2,_3_]                | [_1,_2_]                           | [_1,_3_]
            in an inner object| {_"o": {_"a": 1,_"b": 2_},_"p": 3_} | {_"o": {_"x": 1,_"a": 1,_"b": 2_},_"p": 3_} | {_"o": {_"a": 1,_"x": 0,_"b": 2_},_"p": 3_}
            """)
    void a_merge_that_breaks_the_text_is_disputed(String name, String base, String mine, String theirs) {
        var merged = merge(lines(base), lines(mine), lines(theirs));

        assertThat(merged.cleanText()).isEmpty();
        assertThat(JsonSyntax.flaws(merged.decided(Disputed::mine))).isEmpty();
        assertThat(JsonSyntax.flaws(merged.decided(Disputed::theirs))).isEmpty();
    }

    @Test
    void what_a_side_broke_is_merged_as_text() {
        var base = lines("{_\"a\": 1,_\"b\": 2,_\"o\": 0,_\"c\": 3_}");
        var mine = base.replace("3", "4");
        var theirs = base.replace("\"b\"", "\"a\"");

        assertThat(merge(base, mine, theirs).cleanText()).contains(lines("{_\"a\": 1,_\"a\": 2,_\"o\": 0,_\"c\": 4_}"));
        assertThat(merge("a\nb\nc", "A\nb\nc", "a\nb\nC").cleanText()).contains("A\nb\nC");
    }

    @Test
    void no_merge_of_sound_texts_is_unsound() {
        Seeds.each(3_000, random -> {
            var names = List.of("a", "b", "c", "d", "e");
            var base = text(names, random);
            var mine = text(edited(names, random), random);
            var theirs = text(edited(names, random), random);

            var merged = merge(base, mine, theirs);

            assertThat(JsonSyntax.flaws(merged.decided(Disputed::mine))).isEmpty();
            assertThat(JsonSyntax.flaws(merged.decided(Disputed::theirs))).isEmpty();
        });
    }

    private static List<String> edited(List<String> names, Random random) {
        var next = new ArrayList<>(names);
        switch (random.nextInt(3)) {
            case 0 -> next.add(random.nextInt(next.size()), "x");
            case 1 -> next.remove(random.nextInt(next.size()));
            default -> Collections.swap(next, random.nextInt(next.size()), random.nextInt(next.size()));
        }
        return next;
    }

    private static String text(List<String> names, Random random) {
        return "{\n"
                + String.join(
                        ",\n",
                        names.stream()
                                .map(name -> "\"%s\": %d".formatted(name, random.nextInt(2)))
                                .toList())
                + "\n}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1.5e+3",
                "true",
                "null",
                "\"\"",
                "\"\\\\ \\\" \\u00e9\"",
                " [ ] ",
                "[1, [2], {}]",
                "{\"a\": {\"a\": [{\"a\": 1}]}}"
            })
    void json_has_no_flaw(String text) {
        assertThat(JsonSyntax.flaws(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "01",
                "1.",
                ".5",
                "+1",
                "nul",
                "truefalse",
                "'a'",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\t\"",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1",
                "1]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "{\"a\" 1}",
                "[}",
                "{]",
                "1 2",
                "{},",
                ",",
                ":",
                "\u00A01"
            })
    void what_is_not_json_is_one_flaw(String text) {
        assertThat(JsonSyntax.flaws(text)).hasSize(1);
    }

    @Test
    void a_text_of_any_depth_and_length_is_read() {
        assertThat(JsonSyntax.flaws("[".repeat(500_000) + "]".repeat(500_000))).isEmpty();
        assertThat(JsonSyntax.flaws("\"" + "\\n".repeat(500_000) + "\"")).isEmpty();
        assertThat(JsonSyntax.flaws("9".repeat(500_000))).isEmpty();
        assertThat(JsonSyntax.flaws("{\"a\":".repeat(100_000))).hasSize(1);
    }

    private static Merge merge(String base, String mine, String theirs) {
        return PlainText.json()
                .merge(Block.of(SegmentKind.TEXT, new Content(base)), new Content(mine), new Content(theirs));
    }

    private static String lines(String text) {
        return text.replace('_', '\n');
    }
}
