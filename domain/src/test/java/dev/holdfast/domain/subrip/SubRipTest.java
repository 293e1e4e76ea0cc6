package dev.holdfast.domain.subrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.ReadOptions;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.domain.webvtt.CuePart;
import dev.holdfast.domain.webvtt.CueSpan;
import dev.holdfast.domain.webvtt.CueText;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubRipTest {

    private final WebVtt webVtt = new WebVtt();

    @Test
    void a_file_becomes_a_header_and_its_captions() {
        var file = """
                1
                00:00:01,000 --> 00:00:02,000
                Hello.

                2
                00:00:03,000 --> 00:00:04,000
                You
                there.

                """;

        var blocks = SubRip.toWebVtt(file.replace("\n", "\r\n"));

        assertThat(webVtt.join(blocks)).isEqualTo("""
                        WEBVTT

                        00:00:01.000 --> 00:00:02.000
                        Hello.

                        00:00:03.000 --> 00:00:04.000
                        You
                        there.
                        """);
        assertThat(blocks)
                .extracting(Block::kind)
                .containsExactly(SegmentKind.HEADER, SegmentKind.CUE, SegmentKind.CUE);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "00:00:01,500 --> 00:00:02,000        | 1500 | 2000",
                "00:00:01.500 --> 00:00:02.000        | 1500 | 2000",
                "0:0:1,500 --> 0:0:2,000              | 1500 | 2000",
                "00:01,500 --> 00:02,000              | 1500 | 2000",
                "00:00:01 --> 00:00:02                | 1000 | 2000",
                "00:00:01.5 --> 00:00:02.25           | 1500 | 2250",
                "00:00:01,5 --> 00:00:02,25           | 1005 | 2025",
                "00:00:01,5004 --> 00:00:02,0009      | 1500 | 2000",
                "00:00:01,500-->00:00:02,000          | 1500 | 2000",
                "100:00:00,000 --> 100:00:01,000      | 360000000 | 360001000",
                "00:00:01,500 --> 00:00:02,000 X1:1   | 1500 | 2000",
                "\"  00:00:01,500 \t-->  00:00:02,000  \" | 1500 | 2000",
            })
    void times_are_read_as_tolerantly_as_players_do(String line, long start, long end) {
        var cue = only(line + "\ntext");

        assertThat(cue.startMillis()).isEqualTo(start);
        assertThat(cue.endMillis()).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n",
                "\uFEFF1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:03,000 --> 00:00:04,000\nb",
                "\n\n1\n00:00:01,000 --> 00:00:02,000\na\n\n\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n\n\n",
                "00:00:01,000 --> 00:00:02,000\na\n00:00:03,000 --> 00:00:04,000\nb",
                "7\n00:00:01,000 --> 00:00:02,000\na\n7\n00:00:03,000 --> 00:00:04,000\nb",
                "9\r00:00:01,000 --> 00:00:02,000\ra\r\r3\r00:00:03,000 --> 00:00:04,000\rb",
                "1\n00:00:01,000 --> 00:00:02,000\n\na\n \n2\n00:00:03,000 --> 00:00:04,000\n\nb",
                "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}a\n\n2\n00:00:03,000 --> 00:00:04,000\n<font size=\"9\">b</font>",
            })
    void counters_terminators_and_blank_lines_are_read_tolerantly(String file) {
        var cues = cues(SubRip.toWebVtt(file));

        assertThat(cues).extracting(Cue::text).containsExactly("a", "b");
        assertThat(cues).extracting(Cue::startMillis).containsExactly(1000L, 3000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tom & Jerry          | Tom &amp; Jerry",
                "a < b > c            | a &lt; b &gt; c",
                "<i>a</i> <B>b</B>    | <i>a</i> <b>b</b>",
                "<u >a</u >           | <u>a</u>",
                "&amp;                | &amp;amp;",
                "<v Joe>a             | &lt;v Joe&gt;a",
                "a --> b              | a --&gt; b",
                "{\\an8}{\\pos(1,2)}a | a",
                "{not a tag} a        | {not a tag} a",
                "1984                 | 1984",
                "&lt;i>a&lt;/I>       | &lt;i&gt;a&lt;/I&gt;",
                "&lt;v Joe>a          | &amp;lt;v Joe&gt;a",
                "&#123;\\an8}a       | {\\an8}a",
                "00:01 --&gt; 00:02   | 00:01 --&gt; 00:02",
                "a --&gt; b           | a --&amp;gt; b",
            })
    void text_is_escaped_and_known_tags_are_kept(String srt, String webVtt) {
        assertThat(only("00:00:01,000 --> 00:00:02,000\nfirst\n" + srt).text()).isEqualTo("first\n" + webVtt);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1",
        "'words', 1",
        "'1\nwords', 2",
        "'1\n00:00:01,000 --> 00:61:02,000\na', 2",
        "'1\n00:00:01,000 --> x\na', 2",
        "'1\n00:00:01,000 --> 00:00:02,000\na\n\n2\nx --> y\nb', 6",
    })
    void a_file_that_is_not_subrip_is_refused_with_its_line(String file, int line) {
        assertThatThrownBy(() -> SubRip.toWebVtt(file))
                .isInstanceOfSatisfying(
                        InvalidContent.class,
                        refused -> assertThat(refused.line()).isEqualTo(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\\an8}Sign                              | line:0             | Sign               | ''",
                "{\\an4}Sign                              | line:50% align:left | Sign              | ''",
                "<font color=\"#ffff00\">a</font> b        | ''                 | <c.yellow>a</c> b  | ''",
                "<font color=red face='x'>a</font>         | ''                 | <c.red>a</c>       | FONTS",
                "<font color=\"#123456\">a</font>          | ''                 | a                  | COLOURS",
                "{\\pos(320,20)}a                          | ''                 | a                  | POSITIONS",
                "{\\fad(1,2)}a                             | ''                 | a                  | EFFECTS",
            })
    void places_and_colours_are_kept_and_what_is_dropped_is_named(
            String line, String settings, String text, String dropped) {
        var file = new SubRip().read("00:00:01,000 --> 00:00:02,000\n" + line, ReadOptions.NONE, 9);

        assertThat(cues(file.blocks())).extracting(Cue::settings).containsExactly(settings);
        assertThat(cues(file.blocks())).extracting(Cue::text).containsExactly(text);
        assertThat(file.dropped())
                .extracting(Loss::name)
                .containsExactlyElementsOf(dropped.lines().toList());
    }

    @Test
    void places_colours_and_speakers_come_back() {
        var file = "1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<font color=\"#ffff00\">a</font> <b>b</b>\r\n";
        var voices = webVtt.split("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>a</v>\n<v Ben>b");

        var written = SubRip.write(SubRip.toWebVtt(file));
        var spoken = new SubRip().write(voices, new WriteOptions(Optional.of(true), false));

        assertThat(written.text()).isEqualTo(file);
        assertThat(written.dropped()).isEmpty();
        assertThat(spoken.text()).endsWith("\r\nAnn: a\r\nBen: b\r\n");
        assertThat(spoken.dropped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1\r\r\n00:00:01,000 --> 00:00:02,000\r\r\na\r\r\n\r\r\n2\r\r\n00:00:03,000 --> 00:00:04,000\r\r\nb\r\r\n",
                "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:03,000 -> 00:00:04,000\nb",
                "1 00:00:01,000 --> 00:00:02,000\na\n\n2 00:00:03,000 --> 00:00:04,000\nb",
                "1\n00:00:01,000 \u2014> 00:00:02,000\na\n\n2\n00:00:03,000 \u2192 00:00:04,000\nb",
            })
    void broken_lines_are_read_as_they_are_meant(String file) {
        var cues = cues(SubRip.toWebVtt(file));

        assertThat(cues).extracting(Cue::text).containsExactly("a", "b");
        assertThat(cues).extracting(Cue::endMillis).containsExactly(2000L, 4000L);
    }

    @Test
    void a_file_with_a_header_of_webvtt_and_times_of_subrip_is_read() {
        var file = "\uFEFFWEBVTT - x\r\nKind: captions\r\n\r\n1\r\n00:00:01,000 --> 00:00:02,000\r\na\r\n";

        assertThat(new SubRip().recognises(file)).isTrue();
        assertThat(new SubRip().recognises(file.replace(',', '.'))).isFalse();
        assertThat(cues(new SubRip().read(file, ReadOptions.NONE, 9).blocks()))
                .extracting(Cue::text)
                .containsExactly("a");
        assertThatThrownBy(() -> new SubRip().read(file + "\r\n2\r\nx --> y", ReadOptions.NONE, 9))
                .isInstanceOfSatisfying(
                        InvalidContent.class,
                        refused -> assertThat(refused.line()).isEqualTo(9));
    }

    @Test
    void a_broken_arrow_within_a_caption_is_text() {
        var cue = only("1\n00:00:01,000 --> 00:00:02,000\nfrom\n00:00:03,000 -> 00:00:04,000");

        assertThat(cue.text()).isEqualTo("from\n00:00:03,000 -&gt; 00:00:04,000");
    }

    @Test
    void a_file_is_written_strictly() {
        var blocks =
                webVtt.split("WEBVTT\n\nsecond\n00:01.000 --> 100:00:02.003\na\nb\n\n1\n00:03.000 --> 00:04.000\n");

        var written = SubRip.write(blocks);

        assertThat(written.text())
                .isEqualTo(
                        "1\r\n00:00:01,000 --> 100:00:02,003\r\na\r\nb\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<b.loud>a</b> <i>b</i> <u>c</u>     | <b>a</b> <i>b</i> <u>c</u>",
                "<v Joe>a</v><lang en>b</lang><c>c   | abc",
                "a<00:01.500>b                       | ab",
                "&amp; &lt;x&gt; &nbsp;&#65;&#x42;   | & <x> \u00A0AB",
                "&eacute; &copy &bogus;              | é © &bogus;",
                "<ruby>a<rt>b</rt></ruby>            | ab",
                "a <3 b                              | a <3 b",
                "Tom & Jerry                         | Tom & Jerry",
                "00:01 --&gt; 00:02                  | 00:01 --&gt; 00:02",
                "00:01 --&amp;gt; 00:02              | 00:01 --&amp;gt; 00:02",
                "a --&gt; b                          | a --> b",
                "&lt;i&gt;a&lt;/i&gt;                | &lt;i>a&lt;/i>",
                "<i>&lt;i&gt;</i>                    | <i>&lt;i></i>",
                "&lt;<c>i&gt;</c>                    | &lt;i>",
                "&amp;lt;i&gt;                       | &amp;lt;i>",
                "&amp;lt;v Joe&gt; &amp;amp;         | &lt;v Joe> &amp;",
                "{\\an8}                             | &#123;\\an8}",
                "<b>a<i>b                            | <b>a<i>b</i></b>",
                "a</b>b                              | ab",
            })
    void text_is_unescaped_and_tags_that_subrip_lacks_are_left_out(String text, String srt) {
        var written = SubRip.write(webVtt.split("WEBVTT\n\n00:01.000 --> 00:02.000\n" + text));

        assertThat(written.text()).isEqualTo("1\r\n00:00:01,000 --> 00:00:02,000\r\n" + srt + "\r\n");
    }

    @Test
    void each_loss_is_named_once() {
        var blocks = webVtt.split("WEBVTT title\n\nSTYLE\na {}\n\nREGION\nid:a\n\nNOTE x\n\nNOTE y\n\njunk\n\n"
                + "name\n00:01.000 --> 00:02.000 align:start\n \n<v.loud Joe><c.x>a</c></v><00:01.500>"
                + "<lang en><ruby>b<rt>c</rt></ruby></lang><bogus>\n\n2\n00:02.000 --> 00:03.000\nplain");

        assertThat(SubRip.write(blocks).dropped())
                .extracting(Loss::label)
                .containsExactlyInAnyOrder(
                        "header text",
                        "styles",
                        "regions",
                        "notes",
                        "blocks that are not captions",
                        "settings",
                        "identifiers",
                        "blank lines",
                        "voices",
                        "classes",
                        "inner timestamps",
                        "languages",
                        "ruby",
                        "unknown tags");
    }

    @Test
    void a_complete_export_names_no_loss() {
        var blocks = webVtt.split("WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<b>a</b> &amp; b\n");

        assertThat(SubRip.write(blocks).dropped()).isEmpty();
    }

    @Test
    void written_captions_read_as_the_same_captions() {
        Seeds.each(5_000, random -> {
            var blocks = captions(random);

            var read = SubRip.toWebVtt(SubRip.write(blocks).text());

            assertThat(cues(read)).isEqualTo(cues(blocks));
        });
    }

    @Test
    void text_that_looks_like_markup_is_read_as_the_same_text() {
        Seeds.each(20_000, random -> {
            var parts = parts(random);
            var cue = new Cue(Optional.empty(), 0, 1, "", CueText.write(parts));
            var written = SubRip.write(List.of(Block.of(SegmentKind.CUE, WebVtt.CUES.write(cue))));

            var read = cues(SubRip.toWebVtt(written.text()));

            assertThat(written.dropped()).isEmpty();
            assertThat(read).extracting(Cue::text).containsExactly(cue.text());
        });
    }

    /** Text and the spans that SubRip has too, in lines of which none is blank. */
    private static List<CuePart> parts(Random random) {
        var pieces = List.of(
                "<",
                ">",
                "</",
                "i",
                "b>",
                "<i>",
                "</u >",
                "<font x>",
                "font ",
                "&",
                "&amp;",
                "&lt;",
                "lt;i>",
                "amp;",
                "gt;",
                "#123;",
                "{",
                "\\an8}",
                "\\",
                "--",
                "-->",
                "--&gt;",
                "00:01",
                "00:00:01,000 --> 00:00:02,000",
                " ",
                "7",
                "\n.");
        var parts = new ArrayList<CuePart>();
        var open = new ArrayDeque<CueSpan>();
        parts.add(new CuePart.Words(random.nextBoolean() ? "." : "1:2"));
        for (var i = random.nextInt(12); i >= 0; i--) {
            var span = List.of(CueSpan.BOLD, CueSpan.ITALIC, CueSpan.UNDERLINE).get(random.nextInt(3));
            switch (random.nextInt(8)) {
                case 0 -> {
                    open.push(span);
                    parts.add(new CuePart.Opening(span, List.of(), ""));
                }
                case 1 -> {
                    if (!open.isEmpty()) {
                        parts.add(new CuePart.Closing(open.pop()));
                    }
                }
                default -> parts.add(new CuePart.Words(pieces.get(random.nextInt(pieces.size()))));
            }
        }
        while (!open.isEmpty()) {
            parts.add(new CuePart.Closing(open.pop()));
        }
        return parts;
    }

    @Test
    void an_imported_file_is_a_valid_document() {
        Seeds.each(5_000, random -> {
            var file = text(random);
            List<Block> blocks;
            try {
                blocks = SubRip.toWebVtt(file);
            } catch (InvalidContent e) {
                return;
            }

            var again = webVtt.split(webVtt.join(blocks));

            assertThat(again).isEqualTo(blocks);
            for (var cue : cues(blocks)) {
                if (cue.endMillis() > cue.startMillis()) {
                    assertThatCode(() -> webVtt.compose(WebVtt.CUES.write(cue))).doesNotThrowAnyException();
                }
            }
        });
    }

    private static List<Block> captions(Random random) {
        var blocks = new ArrayList<Block>();
        blocks.add(Block.of(SegmentKind.HEADER, new Content("WEBVTT")));
        for (var i = random.nextInt(5); i >= 0; i--) {
            var text = List.of("a", "a\nb", "7", "7\n8", "x &amp; y", "<b>c</b>", "&lt; &gt;", "a --&gt; b", " a ");
            var start = random.nextInt(400_000_000);
            var cue = new Cue(Optional.empty(), start, start + 1L, "", text.get(random.nextInt(text.size())));
            blocks.add(Block.of(SegmentKind.CUE, WebVtt.CUES.write(cue)));
        }
        return blocks;
    }

    private static String text(Random random) {
        var lines = List.of(
                "1",
                "2",
                "",
                " ",
                "00:00:01,000 --> 00:00:02,000",
                "0:0:3.5-->0:0:4,000 X1:1",
                "words",
                "<i>a",
                "{\\an8}",
                "&",
                "a --> b",
                "\0",
                "\u2028",
                "\u0085");
        var file = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        for (var i = random.nextInt(12); i >= 0; i--) {
            file.append(lines.get(random.nextInt(lines.size())))
                    .append(List.of("\n", "\r\n", "\r").get(random.nextInt(3)));
        }
        return file.toString();
    }

    private static Cue only(String file) {
        var cues = cues(SubRip.toWebVtt(file));
        assertThat(cues).hasSize(1);
        return cues.get(0);
    }

    private static List<Cue> cues(List<Block> blocks) {
        return blocks.stream()
                .filter(block -> block.kind() == SegmentKind.CUE)
                .map(block -> WebVtt.CUES.parse(block.content()).orElseThrow())
                .toList();
    }
}
