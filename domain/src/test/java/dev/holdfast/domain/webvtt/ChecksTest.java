package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.CheckProfile.Frames;
import dev.holdfast.domain.cue.CheckProfile.TextLimits;
import dev.holdfast.domain.cue.CheckProfile.TimeLimits;
import dev.holdfast.domain.cue.CheckRule;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.Finding;
import dev.holdfast.domain.cue.Finding.Measure;
import dev.holdfast.domain.cue.ShownCue.ShownLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChecksTest {

    private static final String WITHIN = "00:10.000 --> 00:13.000\n";

    @Test
    void captions_within_the_limits_have_no_findings() {
        var file = "WEBVTT\n\nSTYLE\n::cue {}\n\nNOTE a\n\n1\n00:01.000 --> 00:03.000\n<v Joe>Tom &amp; Jerry\n\n"
                + "2\n00:03.083 --> 00:03.916\nHi.\n\n00:04.000 --> 00:11.000\n%s\n%s"
                        .formatted("x".repeat(42), "y".repeat(42));

        assertThat(findings(file)).isEmpty();
    }

    @Test
    void a_finding_has_its_place_the_measured_value_and_the_limit() {
        assertThat(findings("WEBVTT\n\nid\n" + WITHIN + "short\n" + "x".repeat(43)))
                .containsExactly(new Finding(
                        1,
                        CheckRule.CHARACTERS_PER_LINE,
                        4,
                        1,
                        Optional.of(new Measure(43, 42)),
                        "the line has 43 characters; expected 42 or fewer"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3000 | 60 | ''",
                "3000 | 61 | CHARACTERS_PER_SECOND",
                "833  | 16 | ''",
                "832  | 16 | MIN_DURATION",
                "7000 | 2  | ''",
                "7001 | 2  | MAX_DURATION",
            })
    void a_value_at_its_limit_is_no_finding(long millis, int characters, String rule) {
        var cue = new Cue(
                Optional.empty(), 0, millis, "", "x".repeat(characters / 2) + "\n" + "x".repeat((characters + 1) / 2));

        var found = findings("WEBVTT\n\n" + WebVtt.CUES.write(cue).text());

        assertThat(found)
                .extracting(finding -> finding.rule().name())
                .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    @Test
    void reading_speed_is_measured_exactly_and_rounded_up_in_messages() {
        var found = findings("WEBVTT\n\n00:00.000 --> 00:00.999\n" + "x".repeat(20));

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.measure()).contains(new Measure(20 * 1000 / 999.0, 20));
            assertThat(finding.message())
                    .isEqualTo(
                            "the caption has 20 characters, a reading speed of 20.1 characters per second; expected 20 or less");
        });
    }

    @Test
    void only_shown_lines_count() {
        assertThat(findings("WEBVTT\n\n" + WITHIN + "a\nb\nc"))
                .extracting(
                        Finding::rule,
                        Finding::line,
                        finding -> finding.measure().orElseThrow().value())
                .containsExactly(tuple(CheckRule.LINES, 4, 3.0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "word                                    | 4",
                "<b><c.x>wo</c></b><00:11.000>rd         | 4",
                "<v Joe>word</v>                         | 4",
                "a &amp; b                               | 5",
                "e\u0301                                 | 1",
                "👨‍👩‍👧‍👦🇩🇪👍🏽                              | 3",
                "각가                                    | 2",
                "&lrm;a&ZeroWidthSpace;b&shy;            | 2",
                "日本語                                  | 3",
                "<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby> | 2",
                "' a '                                   | 1",
                "<3 you                                  | 0",
            })
    void characters_are_counted_as_a_reader_sees_them(String text, int characters) {
        var shown = ShownText.of(CueText.parse(text));

        assertThat(shown.lines().stream()
                        .mapToInt(line -> new ShownLine(line, 1).characters())
                        .sum())
                .isEqualTo(characters);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00:03.083 --> 00:05.000 | ''",
                "00:03.082 --> 00:05.000 | GAP 82 83",
                "00:03.000 --> 00:05.000 | GAP 0 83",
                "00:02.999 --> 00:05.000 | OVERLAP 1 0",
                "00:01.000 --> 00:02.000 | OVERLAP 1000 0",
            })
    void cues_are_compared_with_those_before_them(String times, String found) {
        var file = "WEBVTT\n\n00:01.000 --> 00:03.000\na\n\nNOTE between\n\n" + times + "\nb";

        assertThat(findings(file).stream()
                        .map(finding -> "%s %s %s"
                                .formatted(
                                        finding.rule(), (int) measure(finding).value(), (int)
                                                measure(finding).limit()))
                        .toList())
                .isEqualTo(found.isEmpty() ? List.of() : List.of(found));
    }

    private static Measure measure(Finding finding) {
        return finding.measure().orElseThrow();
    }

    @Test
    void a_cue_is_compared_with_the_earlier_one_that_ends_last() {
        var file = "WEBVTT\n\n00:01.000 --> 00:08.000\na\n\n00:02.000 --> 00:03.000\nb\n\n00:04.000 --> 00:05.000\nc";

        assertThat(findings(file))
                .extracting(Finding::index, Finding::rule)
                .containsExactly(tuple(2, CheckRule.OVERLAP), tuple(3, CheckRule.OVERLAP));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tom & Jerry              | 2 | 5 | write it as \"&amp;\"",
                "a &amp b                 | 2 | 3 | expected \";\"",
                "<v Tom & Jerry>a</v>     | 2 | 8 | write it as \"&amp;\"",
                "a_b <bogus>c             | 3 | 3 | one of the tags",
                "<rt>a                    | 2 | 1 | rt within ruby",
                "a</b>                    | 2 | 2 | the end tag of",
                "<b>a<i>b</b></i></b>     | 2 | 9 | the end tag of",
                "😀<b>a                   | 2 | 2 | expected the end tag </b>",
                "a<v Joe>b                | 2 | 2 | expected the end tag </v>",
                "<v>a</v>                 | 2 | 1 | the name of the voice",
                "<lang>a</lang>           | 2 | 1 | a language tag",
                "<b loud>a</b>            | 2 | 1 | nothing but classes",
                "a <3                     | 2 | 3 | is not shown",
                "<00:10.000>a             | 2 | 1 | a time within the cue",
                "<00:13.000>a             | 2 | 1 | a time within the cue",
                "<00:12.000>a<00:11.000>b | 2 | 13 | after those before it",
                "<0:00:12.000>a           | 2 | 1 | hours of two or more digits",
                "<00:12>a                 | 2 | 1 | a time as",
            })
    void errors_in_cue_text_are_found(String text, int line, int column, String message) {
        var found = findings("WEBVTT\n\n" + WITHIN + text.replace('_', '\n'));

        assertThat(found).first().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(CheckRule.SYNTAX);
            assertThat(finding.line()).isEqualTo(line);
            assertThat(finding.column()).isEqualTo(column);
            assertThat(finding.message()).contains(message);
            assertThat(finding.measure()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<v Joe>a",
                "<v Joe>a <i>b</i>",
                "<ruby>a<rt>b</ruby>",
                "&eacute;&#65;&nbsp;",
                "<c.x.y>a</c>",
                "<lang en>a</lang>",
                "<00:11.000>a<00:12.000>b",
                "a > b; c"
            })
    void valid_cue_text_has_no_findings(String text) {
        assertThat(findings("WEBVTT\n\n" + WITHIN + text)).isEmpty();
    }

    @Test
    void errors_of_an_imported_file_are_found_at_their_place() {
        var file = "WEBVTT\n\nREGION\nlines:x\n\njunk\n\nid\n00:10.000-->00:13.000 align:middle line:1.5\na\n\n"
                + "id\n00:01.000 --> 00:00.500\nb\n\nSTYLE\n::cue {}";

        assertThat(findings(file))
                .filteredOn(finding -> finding.rule() == CheckRule.SYNTAX)
                .extracting(Finding::index, Finding::line, Finding::column)
                .containsExactly(
                        tuple(1, 2, 1),
                        tuple(2, 1, 1),
                        tuple(3, 2, 10),
                        tuple(3, 2, 23),
                        tuple(3, 2, 36),
                        tuple(4, 1, 1),
                        tuple(4, 2, 1),
                        tuple(4, 2, 15),
                        tuple(5, 1, 1));
    }

    @Test
    void a_cue_in_a_region_that_is_not_defined_is_found() {
        var file = "WEBVTT\n\nREGION\nid:fred\n\n00:01.000 --> 00:03.000 region:fred\na\n\n"
                + "id\n00:04.000 --> 00:06.000 align:start region:bill\nb";

        assertThat(findings(file))
                .extracting(Finding::index, Finding::line, Finding::column, Finding::message)
                .containsExactly(tuple(3, 2, 37, "expected the identifier of a region defined before, found \"bill\""));
    }

    @Test
    void a_region_that_is_defined_twice_is_found() {
        var file = "WEBVTT\n\nREGION\nid:fred\n\nREGION\nwidth:40%\nlines:2 id:fred\n\nREGION\nlines:2";

        assertThat(findings(file))
                .extracting(Finding::index, Finding::line, Finding::column, Finding::message)
                .containsExactly(tuple(2, 3, 9, "expected an identifier that no earlier region has, found \"fred\""));
    }

    @Test
    void every_document_can_be_checked_and_every_place_exists() {
        Seeds.each(5_000, random -> {
            var blocks = new ArrayList<>(new WebVtt().split(RandomFiles.file(random)));
            blocks.add(new WebVtt()
                    .split("WEBVTT\n\n" + RandomCues.block(random).text())
                    .get(1));

            for (var finding : WebVtt.CUES.check(blocks, CheckProfile.DEFAULT)) {
                var lines = Line.of(blocks.get(finding.index()).content().text());
                assertThat(finding.line()).isBetween(1, lines.size());
                var line = lines.get(finding.line() - 1).text();
                assertThat(finding.column()).isBetween(1, line.codePointCount(0, line.length()) + 1);
            }
        });
    }

    @Test
    void limits_are_those_of_the_profile() {
        var strict = new CheckProfile(
                "strict",
                new TextLimits(5, 1, 1),
                new TimeLimits(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), new Frames(25, 25), Duration.ofSeconds(1)));
        var blocks = new WebVtt()
                .split("WEBVTT\n\n00:00.000 --> 00:03.000\nlonger\nthan that\n\n00:03.999 --> 00:04.500\na\n\n"
                        + "00:04.100 --> 00:05.200\nb");

        assertThat(WebVtt.CUES.check(blocks, strict))
                .extracting(Finding::index, Finding::rule)
                .containsExactly(
                        tuple(1, CheckRule.MAX_DURATION),
                        tuple(1, CheckRule.CHARACTERS_PER_LINE),
                        tuple(1, CheckRule.CHARACTERS_PER_SECOND),
                        tuple(1, CheckRule.LINES),
                        tuple(1, CheckRule.CHARACTERS_PER_LINE),
                        tuple(2, CheckRule.MIN_DURATION),
                        tuple(2, CheckRule.GAP),
                        tuple(2, CheckRule.CHARACTERS_PER_SECOND));
    }

    @Test
    void profiles_have_names_and_consistent_limits() {
        assertThat(CheckProfile.named("default")).contains(CheckProfile.DEFAULT);
        assertThat(CheckProfile.named("children")).contains(CheckProfile.CHILDREN);
        assertThat(CheckProfile.named("none")).isEmpty();
        assertThat(CheckProfile.DEFAULT.time().minGap().millis()).isEqualTo(83);
        assertThatThrownBy(() -> new TextLimits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TextLimits(1, 1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Frames(2, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(1), new Frames(0, 1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Finding> findings(String file) {
        return WebVtt.CUES.check(new WebVtt().split(new Content(file).text()), CheckProfile.DEFAULT);
    }
}
