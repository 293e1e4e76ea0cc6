package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Facet;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergePart;
import dev.holdfast.domain.MergePart.Disputed;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.CheckRule;
import dev.holdfast.domain.cue.CueShift;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merges of changes that are right each by itself and wrong together. */
final class MergeSyntaxTest {

    private static final String TIMES = "00:01.000 --> 00:09.000";

    private final WebVtt webVtt = new WebVtt();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            spans cross | one two three four | <b>one two three</b> four | one <i>two three four</i>
            spans cross at one end | one two three four | one <b>two three</b> four | one two <i>three four</i>
            a voice is within a voice | one two three four | <v Ann>one two three four | one two <v Ben>three</v> four
            both end a span elsewhere | <b>one two three four | <b>one</b> two three four | <b>one two three</b> four
            a span loses its end | one <b>two three</b> four | one two three four | one <b>two three four</b>
            times change places | one two three four | one <00:05.000>two three four | one two three <00:03.000>four
            the end of a reference goes | a &amp; b c d | a &amp b c d | a &amp; b c <i>d
            """)
    void changes_of_a_text_that_do_not_go_together_are_disputed(String name, String base, String mine, String theirs) {
        var merged = merge(cue(base), cue(mine), cue(theirs));

        var flaws = new HashSet<>(findings(cue(mine)));
        flaws.addAll(findings(cue(theirs)));
        for (var text : List.of(merged.decided(Disputed::mine), merged.decided(Disputed::theirs))) {
            assertThat(flaws).containsAll(findings(text));
            assertThat(voicesWithin(text)).isZero();
        }
    }

    @Test
    void spans_that_would_cross_are_disputed_and_nothing_else() {
        var base = cue("a b c");
        var merged = merge(base, cue("<b>a b</b> c"), cue("a <i>b c</i>").replace("00:09.000", "00:08.000 line:0"));

        assertThat(merged.conflicts())
                .containsExactly(new Disputed(Facet.TEXT, "\na b c", "\n<b>a b</b> c", "\na <i>b c</i>"));
        assertThat(merged.decided(Disputed::mine)).isEqualTo("00:01.000 --> 00:08.000 line:0\n<b>a b</b> c");
    }

    @Test
    void a_time_in_the_text_that_is_no_longer_in_the_cue_is_disputed_with_the_times() {
        var base = cue("one two three").replace("00:01", "id\n00:01");
        var merged = merge(
                base,
                base.replace("00:09.000", "00:05.000"),
                base.replace("two", "<00:07.000>two").replace("id", "x"));

        assertThat(merged.conflicts()).extracting(MergePart::facet).containsExactly(Facet.END, Facet.TEXT);
        assertThat(merged.decided(Disputed::mine)).isEqualTo("x\n00:01.000 --> 00:05.000\none two three");
        assertThat(merged.decided(Disputed::theirs)).isEqualTo("x\n00:01.000 --> 00:09.000\none <00:07.000>two three");
    }

    @Test
    void a_shift_and_a_new_time_in_the_text_are_disputed() {
        var base = cue("one <00:02.000>two three");
        var mine = WebVtt.CUES.shift(new Content(base), new CueShift(20_000)).text();

        assertThat(merge(base, mine, base.replace("three", "<00:03.000>three")).cleanText())
                .isEmpty();
    }

    @Test
    void flaws_that_a_side_had_are_merged() {
        var base = cue("a & b <b>c d");

        assertThat(merge(base, base.replace("a", "R & A"), base.replace("d", "D & E"))
                        .cleanText())
                .contains(cue("R & A & b <b>c D & E"));
        assertThat(merge(base, base.replace("&", "&amp;"), base.replace("c d", "c</b> d"))
                        .cleanText())
                .contains(cue("a &amp; b <b>c</b> d"));
    }

    @Test
    void a_span_around_a_word_that_the_other_corrects_is_merged() {
        assertThat(merge(cue("one two three four"), cue("<i>one two</i> three four"), cue("one two three <b>for</b>"))
                        .cleanText())
                .contains(cue("<i>one two</i> three <b>for</b>"));
    }

    @Test
    void no_merge_has_a_finding_that_no_side_has() {
        Seeds.each(3_000, random -> {
            var base = edited(cue("one two three four five six"), random, random.nextInt(3));
            var mine = edited(base, random, 1 + random.nextInt(2));
            var theirs = edited(base, random, 1 + random.nextInt(2));

            var merged = merge(base, mine, theirs);

            var known = new HashSet<>(findings(mine));
            known.addAll(findings(theirs));
            for (var text : List.of(merged.decided(Disputed::mine), merged.decided(Disputed::theirs))) {
                assertThat(known).as("%s%n%s%n%s%n%s", base, mine, theirs, text).containsAll(findings(text));
            }
        });
    }

    /** Makes changes that are right, mostly. */
    private static String edited(String cue, Random random, int edits) {
        var next = cue;
        for (var i = 0; i < edits; i++) {
            next = switch (random.nextInt(6)) {
                case 0, 1 -> withSpan(next, random);
                case 2 -> withMoment(next, random);
                case 3 -> next.replaceFirst("00:0\\d\\.000 -->", "00:0" + random.nextInt(5) + ".000 -->");
                case 4 -> next.replaceFirst("--> 00:0\\d", "--> 00:0" + (5 + random.nextInt(5)));
                default -> withWord(next, random);
            };
        }
        return next;
    }

    private static String withSpan(String cue, Random random) {
        var words = words(cue);
        var from = random.nextInt(words.size());
        var to = from + random.nextInt(words.size() - from);
        var tag = RandomFiles.one(random, List.of("b", "i", "v Ann", "c.x"));
        words.set(from, "<" + tag + ">" + words.get(from));
        words.set(to, words.get(to) + "</" + tag.charAt(0) + ">");
        return head(cue) + String.join(" ", words);
    }

    private static String withMoment(String cue, Random random) {
        var words = words(cue);
        var at = random.nextInt(words.size());
        words.set(at, "<00:0" + (2 + random.nextInt(7)) + ".000>" + words.get(at));
        return head(cue) + String.join(" ", words);
    }

    private static String withWord(String cue, Random random) {
        var words = words(cue);
        words.set(random.nextInt(words.size()), RandomFiles.one(random, List.of("", "new", "A & B", "-->", "x</b>")));
        var next = head(cue) + String.join(" ", words);
        return next.contains("\n-->") || words.contains("-->") ? cue : next;
    }

    private static String head(String cue) {
        return cue.substring(0, cue.indexOf('\n') + 1);
    }

    private static List<String> words(String cue) {
        return new ArrayList<>(List.of(cue.substring(cue.indexOf('\n') + 1).split(" ", -1)));
    }

    private static Set<String> findings(String cue) {
        return WebVtt.CUES.check(List.of(block(cue)), CheckProfile.DEFAULT).stream()
                .filter(finding -> finding.rule() == CheckRule.SYNTAX)
                .map(finding -> finding.message().replaceAll("(start time|found) \"?[\\d:.]+\"?", "$1 time"))
                .collect(Collectors.toSet());
    }

    private static long voicesWithin(String cue) {
        return Optional.of(cue).filter(text -> text.matches("(?s).*<v [^/]*<v .*")).stream()
                .count();
    }

    private Merge merge(String base, String mine, String theirs) {
        return webVtt.merge(block(base), new Content(mine), new Content(theirs));
    }

    private static String cue(String text) {
        return TIMES + "\n" + text;
    }

    private static Block block(String text) {
        return Block.of(SegmentKind.CUE, new Content(text));
    }
}
