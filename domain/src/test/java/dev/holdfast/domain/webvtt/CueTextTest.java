package dev.holdfast.domain.webvtt;

import static dev.holdfast.domain.webvtt.CueSpan.BOLD;
import static dev.holdfast.domain.webvtt.CueSpan.CLASS;
import static dev.holdfast.domain.webvtt.CueSpan.ITALIC;
import static dev.holdfast.domain.webvtt.CueSpan.LANGUAGE;
import static dev.holdfast.domain.webvtt.CueSpan.RUBY;
import static dev.holdfast.domain.webvtt.CueSpan.RUBY_TEXT;
import static dev.holdfast.domain.webvtt.CueSpan.VOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.webvtt.CuePart.Closing;
import dev.holdfast.domain.webvtt.CuePart.Moment;
import dev.holdfast.domain.webvtt.CuePart.Opening;
import dev.holdfast.domain.webvtt.CuePart.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CueTextTest {

    static Stream<Arguments> spans() {
        return Stream.of(
                arguments("", List.of()),
                arguments("<b>a</b>", List.of(open(BOLD), words("a"), close(BOLD))),
                arguments("<b>a", List.of(open(BOLD), words("a"), close(BOLD))),
                arguments("a</b>b", List.of(words("a"), words("b"))),
                arguments(
                        "<b><i>a</b>b",
                        List.of(open(BOLD), open(ITALIC), words("a"), words("b"), close(ITALIC), close(BOLD))),
                arguments("<B>a</B>", List.of(words("a"))),
                arguments("<b >a</b >", List.of(open(BOLD), words("a"), close(BOLD))),
                arguments("<c.x..y.>a", List.of(new Opening(CLASS, List.of("x", "y"), ""), words("a"), close(CLASS))),
                arguments("<c.x\fz.w>a", List.of(new Opening(CLASS, List.of("x"), ""), words("a"), close(CLASS))),
                arguments("<.x>a<>b</>c", List.of(words("a"), words("b"), words("c"))),
                arguments("< b>a", List.of(words("a"))),
                arguments("<b", List.of(open(BOLD), close(BOLD))),
                arguments("a<", List.of(words("a"))),
                arguments(
                        "<v.loud \t Joe \n &amp;  Ann >a",
                        List.of(new Opening(VOICE, List.of("loud"), "Joe & Ann"), words("a"), close(VOICE))),
                arguments("<v\rJoe>a", List.of(new Opening(VOICE, List.of(), "Joe"), words("a"), close(VOICE))),
                arguments("<v a<b>c", List.of(new Opening(VOICE, List.of(), "a<b"), words("c"), close(VOICE))),
                arguments(
                        "<lang en-GB>a</lang>b",
                        List.of(new Opening(LANGUAGE, List.of(), "en-GB"), words("a"), close(LANGUAGE), words("b"))));
    }

    static Stream<Arguments> rubies() {
        return Stream.of(
                arguments("<rt>a", List.of(words("a"))),
                arguments(
                        "<ruby>a<rt>b</rt>c",
                        List.of(
                                open(RUBY),
                                words("a"),
                                open(RUBY_TEXT),
                                words("b"),
                                close(RUBY_TEXT),
                                words("c"),
                                close(RUBY))),
                arguments(
                        "<ruby>a<rt>b</ruby>c",
                        List.of(
                                open(RUBY),
                                words("a"),
                                open(RUBY_TEXT),
                                words("b"),
                                close(RUBY_TEXT),
                                close(RUBY),
                                words("c"))),
                arguments(
                        "<ruby><b><rt>a</ruby>", List.of(open(RUBY), open(BOLD), words("a"), close(BOLD), close(RUBY))),
                arguments(
                        "<ruby><rt><rt>a",
                        List.of(open(RUBY), open(RUBY_TEXT), words("a"), close(RUBY_TEXT), close(RUBY))),
                arguments(
                        "<ruby><rt><i>a</rt></ruby></i></ruby>b",
                        List.of(
                                open(RUBY),
                                open(RUBY_TEXT),
                                open(ITALIC),
                                words("a"),
                                close(ITALIC),
                                close(RUBY_TEXT),
                                close(RUBY),
                                words("b"))));
    }

    static Stream<Arguments> timestamps() {
        return Stream.of(
                arguments("a<00:01.000>b", List.of(words("a"), new Moment(1000), words("b"))),
                arguments("<1:00:00.000>", List.of(new Moment(3_600_000))),
                arguments("<00:01.000 >b<00:01>c<0>d", List.of(words("b"), words("c"), words("d"))),
                arguments("<00:01.000", List.of(new Moment(1000))),
                arguments("<٠٠:٠١.٠٠٠>b", List.of(words("b"))));
    }

    @ParameterizedTest
    @MethodSource({"spans", "rubies", "timestamps"})
    void a_text_is_read_as_a_player_does(String text, List<CuePart> parts) {
        assertThat(CueText.parse(text).parts()).isEqualTo(parts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "&amp;&lt;&gt;          | &<>",
                "&nbsp;&lrm;&rlm;       | \u00A0\u200E\u200F",
                "&amp &AMP; &AMPx       | & & &x",
                "&am; &a &; &&          | &am; &a &; &&",
                "&notit; &notin; &noti  | ¬it; ∉ ¬i",
                "&eacute;&eacute&hearts; &hearts | éé♥ &hearts",
                "&NotEqualTilde;        | \u2242\u0338",
                "&CounterClockwiseContourIntegral; | ∳",
                "&#65;&#x42;&#X43;&#68  | ABCD",
                "&#;&#x;&#xg;&# 1       | &#;&#x;&#xg;&# 1",
                "&#0;&#xD800;&#x110000;&#99999999999999999999; | \uFFFD\uFFFD\uFFFD\uFFFD",
                "&#x1F600;              | \uD83D\uDE00",
                "&#128;&#x9f;&#x81;     | €Ÿ\u0081",
                "&＃65;&#１;             | &＃65;&#１;",
            })
    void references_are_those_of_html(String text, String characters) {
        assertThat(CueText.parse(text).characters()).isEqualTo(characters);
    }

    @Test
    void every_line_ends_with_lf_and_references_are_not_lines() {
        assertThat(CueText.parse("a\r\nb\rc\nd&#13;e").characters()).isEqualTo("a\nb\nc\nd\re");
    }

    @Test
    void written_cue_text_reads_as_the_same_parts() {
        Seeds.each(10_000, random -> {
            var parts = inOnePiece(CueText.parse(RandomCues.text(random)).parts());

            var written = CueText.write(parts);

            assertThat(inOnePiece(CueText.parse(written).parts())).isEqualTo(parts);
            assertThat(written)
                    .doesNotContain("\n\n", "-->")
                    .doesNotStartWith("\n")
                    .doesNotEndWith("\n");
        });
    }

    @Test
    void text_is_written_with_the_references_it_needs() {
        assertThat(CueText.write(List.of(words("1 < 2 & a --> b\n\nc\n"))))
                .isEqualTo("1 &lt; 2 &amp; a --&gt; b\n&#10;c&#10;");
    }

    @Test
    void each_opening_has_its_closing_and_the_pieces_are_in_the_order_of_the_text() {
        Seeds.each(10_000, random -> {
            var parsed = CueText.parse(RandomCues.text(random));
            var open = new ArrayDeque<CueSpan>();
            var last = 0;

            for (var placed : parsed.placed()) {
                assertThat(placed.start()).isGreaterThanOrEqualTo(last);
                last = placed.end();
                if (placed.part() instanceof Opening opening) {
                    open.push(opening.span());
                } else if (placed.part() instanceof Closing closing) {
                    assertThat(open.pop()).isEqualTo(closing.span());
                }
            }

            assertThat(open).isEmpty();
        });
    }

    private static List<CuePart> inOnePiece(List<CuePart> parts) {
        var joined = new ArrayList<CuePart>();
        for (var part : parts) {
            var last = joined.size() - 1;
            if (part instanceof Words words && last >= 0 && joined.get(last) instanceof Words before) {
                joined.set(last, words(before.characters() + words.characters()));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }

    private static CuePart open(CueSpan span) {
        return new Opening(span, List.of(), "");
    }

    private static CuePart close(CueSpan span) {
        return new Closing(span);
    }

    private static Words words(String characters) {
        return new Words(characters);
    }
}
