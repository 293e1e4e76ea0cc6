package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Block;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of the parser (WebVTT §6.1 to §6.4) that hardly any file meets, each as the algorithm has it. */
final class RareRulesTest {

    private static final String TIMES = "00:00.000 --> 00:01.000";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = ';',
            value = {
                "WEBVTT a --> b|more||@; HEADER CUE",
                "WEBVTT|a|@; HEADER CUE",
                "WEBVTT|a --> b|c; HEADER OTHER",
                "WEBVTT|STYLE|b; HEADER",
                "WEBVTT||NOTE a --> b|c; HEADER OTHER",
                "WEBVTT||NOTE|a --> b|c; HEADER OTHER",
                "WEBVTT||NOTE|@|c; HEADER CUE",
                "WEBVTT||NOTE|a|b --> c; HEADER NOTE OTHER",
                "WEBVTT||NOTE|a|@; HEADER NOTE CUE",
                "WEBVTT||STYLE; HEADER OTHER",
                "WEBVTT||STYLE|a --> b|c; HEADER OTHER",
                "WEBVTT||STYLE|a|b --> c|d; HEADER STYLE OTHER",
                "WEBVTT||STYLE \t|a; HEADER STYLE",
                "WEBVTT||STYLE a|b; HEADER OTHER",
                "WEBVTT||a --> b|STYLE|c; HEADER OTHER",
                "WEBVTT||REGION|id:a||@||REGION|id:b; HEADER REGION CUE OTHER",
                "WEBVTT||REGION|id:a|@; HEADER REGION CUE",
                "WEBVTT||a --> b||STYLE|c; HEADER OTHER STYLE",
                "WEBVTT||a|b|@; HEADER OTHER CUE",
                "WEBVTT||a|@|b|@; HEADER CUE CUE",
                "WEBVTT||a|@|b --> c; HEADER CUE OTHER",
                "WEBVTT||@|@; HEADER CUE CUE",
                "WEBVTT||WEBVTT|a; HEADER OTHER",
            })
    void the_first_line_decides_the_kind_of_a_block(String file, String kinds) {
        var blocks = new WebVtt().split(file.replace("@", TIMES).replace('|', '\n'));

        assertThat(blocks.stream().map(Block::kind).map(Enum::name).collect(Collectors.joining(" ")))
                .isEqualTo(kinds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<v  Ann \t Lee >a            | VOICE[Ann Lee] a /",
                "<v.x..y. Ann>a               | VOICE.x.y[Ann] a /",
                "<v Tom &amp; Ann&nbsp;>a     | VOICE[Tom & Ann\u00A0] a /",
                "<v&amp;>a                    | a",
                "<c Ann>a                     | CLASS a /",
                "<lang en-GB>a</lang >b       | LANGUAGE[en-GB] a b /",
                "<i/>a                        | a",
                "<I>a</I>                     | a",
                "<ruby>a<rt>b</ruby>c         | RUBY a RUBY_TEXT b / / c",
                "<ruby>a<rt><b>b</ruby>c      | RUBY a RUBY_TEXT BOLD b c / / /",
                "<ruby><b><rt>a               | RUBY BOLD a / /",
                "<rt>a</rt>                   | a",
                "<b><i>a</b>b</i>c            | BOLD ITALIC a b / c /",
                "<>a</>b                      | a b",
                "<00:01.000>a<00:00.500>b     | 1000 a 500 b",
                "<0:00:01.000>a<60:00.000>b   | 1000 a b",
                "<00:01.000 >a<00:01.00>b     | a b",
                "< b>a                        | a",
                "a<                           | a",
                "&lt;i&gt; &#60; &#x3c; &lrm; | <i> < < \u200E",
                "&#0;&#xD800;&#x110000;&#x80; | \uFFFD\uFFFD\uFFFD€",
                "&amp&ampx &notin; &notit; &AMP | &&x ∉ ¬it; &",
                "&#; &#x; & &; &bogus;        | &#; &#x; & &; &bogus;",
            })
    void tags_and_references_are_read_as_the_tokenizer_of_the_specification_does(String text, String parts) {
        assertThat(CueText.parse(text).parts().stream().map(RareRulesTest::said).collect(Collectors.joining(" ")))
                .isEqualTo(parts);
    }

    private static String said(CuePart part) {
        if (part instanceof CuePart.Opening opening) {
            var classes = opening.classes().stream().map(name -> "." + name).collect(Collectors.joining());
            var annotation = opening.annotation().isEmpty() ? List.of() : List.of(opening.annotation());
            return opening.span() + classes + (annotation.isEmpty() ? "" : annotation);
        }
        if (part instanceof CuePart.Moment moment) {
            return Long.toString(moment.millis());
        }
        return part instanceof CuePart.Words words ? words.characters() : "/";
    }
}
