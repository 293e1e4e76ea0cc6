package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Facet;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.Merge.Clean;
import dev.holdfast.domain.Merge.Conflicting;
import dev.holdfast.domain.MergeLaws;
import dev.holdfast.domain.MergePart;
import dev.holdfast.domain.MergePart.Agreed;
import dev.holdfast.domain.MergePart.Disputed;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.CuePatch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Merges of a cue that two people edited. */
final class CueMergeTest {

    private static final String BASE = "id\n00:01.000 --> 00:02.000 align:start\nsome words here";

    private final WebVtt webVtt = new WebVtt();

    @Test
    void a_changed_start_and_a_changed_word_are_merged() {
        var merged = merge(BASE, BASE.replace("00:01.000", "00:01.500"), BASE.replace("words", "text"));

        assertThat(merged)
                .extracting(Merge::cleanText)
                .isEqualTo(Optional.of("id\n00:01.500 --> 00:02.000 align:start\nsome text here"));
    }

    @Test
    void changes_of_different_parts_are_merged() {
        var mine = "other\n00:01.500 --> 00:02.000 align:start\nsome words there";
        var theirs = "id\n00:01.000 --> 00:03.000 line:0\nmany words here";

        assertThat(merge(BASE, mine, theirs))
                .extracting(Merge::cleanText)
                .isEqualTo(Optional.of("other\n00:01.500 --> 00:03.000 line:0\nmany words there"));
    }

    @Test
    void two_changes_of_one_time_dispute_only_the_time() {
        var merged = merge(
                BASE,
                BASE.replace("00:01.000", "00:01.500"),
                BASE.replace("00:01.000", "00:01.200").replace("words", "text"));

        assertThat(merged)
                .isEqualTo(new Conflicting(List.of(
                        Agreed.unchanged(Facet.IDENTIFIER, "id\n"),
                        new Disputed(Facet.START, "00:01.000", "00:01.500", "00:01.200"),
                        Agreed.unchanged(Facet.TIMING, " --> "),
                        Agreed.unchanged(Facet.END, "00:02.000"),
                        Agreed.unchanged(Facet.SETTINGS, " align:start"),
                        new Agreed(
                                Facet.TEXT,
                                "\nsome words here",
                                "\nsome words here",
                                "\nsome text here",
                                "\nsome text here"))));
    }

    @Test
    void the_same_time_written_in_two_ways_is_not_disputed() {
        var merged = merge(BASE, BASE.replace("00:01.000", "00:00:01.500"), BASE.replace("00:01.000", "00:01.500"));
        var mirrored = merge(BASE, BASE.replace("00:01.000", "00:01.500"), BASE.replace("00:01.000", "00:00:01.500"));

        assertThat(merged).isInstanceOf(Clean.class).isEqualTo(MergeLaws.mirrored(mirrored));
    }

    @Test
    void one_setting_changed_in_two_ways_is_disputed() {
        assertThat(merge(BASE, BASE.replace("align:start", "line:0"), BASE.replace("align:start", "line:1")))
                .isInstanceOf(Conflicting.class);
    }

    @ParameterizedTest(name = "{0} | {1} | {2}")
    @CsvFileSource(resources = "settings.csv", delimiter = '|')
    void settings_are_merged_by_name(
            String base, String mine, String theirs, String keepMine, String takeTheirs, int conflicts) {
        var merged = merge(withSettings(base), withSettings(mine), withSettings(theirs));
        var mirrored = merge(withSettings(base), withSettings(theirs), withSettings(mine));

        assertThat(merged.decided(Disputed::mine)).isEqualTo(withSettings(keepMine));
        assertThat(merged.decided(Disputed::theirs)).isEqualTo(withSettings(takeTheirs));
        assertThat(merged.conflicts()).hasSize(conflicts).allMatch(part -> part.facet() == Facet.SETTINGS);
        assertThat(MergeLaws.mirrored(mirrored)).isEqualTo(merged);
    }

    @Test
    void only_the_setting_that_both_changed_is_disputed() {
        var merged = merge(
                withSettings("line:0 align:start size:5%"),
                withSettings("line:1 align:start size:5%"),
                withSettings("line:2 align:end size:5%"));

        assertThat(merged.conflicts()).containsExactly(new Disputed(Facet.SETTINGS, " line:0", " line:1", " line:2"));
        assertThat(merged.decided(Disputed::mine)).isEqualTo(withSettings("line:1 align:end size:5%"));
        assertThat(merged.decided(Disputed::theirs)).isEqualTo(withSettings("line:2 align:end size:5%"));
    }

    @Test
    void settings_are_merged_by_name_beside_white_space_at_their_end() {
        var merged = merge(
                withSettings("line:0 align:start "),
                withSettings("line:1 align:start "),
                withSettings("line:0 align:end "));

        assertThat(merged.cleanText()).contains(withSettings("line:1 align:end "));
    }

    private static String withSettings(String settings) {
        return BASE.replace(" align:start", settings.equals("none") ? "" : " " + settings);
    }

    @Test
    void times_that_do_not_go_together_are_disputed_and_nothing_else() {
        var mine = BASE.replace("00:01.000", "00:01.900").replace("some", "any");
        var theirs = BASE.replace("00:02.000", "00:01.500").replace("here", "there");

        var merged = merge(BASE, mine, theirs);

        assertThat(merged.conflicts())
                .containsExactly(
                        new Disputed(Facet.START, "00:01.000", "00:01.900", "00:01.000"),
                        new Disputed(Facet.END, "00:02.000", "00:02.000", "00:01.500"));
        assertThat(merged.decided(Disputed::mine))
                .isEqualTo("id\n00:01.900 --> 00:02.000 align:start\nany words there");
        assertThat(merged.decided(Disputed::theirs))
                .isEqualTo("id\n00:01.000 --> 00:01.500 align:start\nany words there");
    }

    @Test
    void words_that_do_not_go_together_are_disputed_as_a_whole() {
        var base = BASE.replace("some words here", "one -(-)> two");
        var mine = base.replace("(", "");
        var theirs = base.replace(")", "").replace("id", "other");

        var merged = merge(base, mine, theirs);

        assertThat(merged.conflicts())
                .containsExactly(new Disputed(Facet.TEXT, "\none -(-)> two", "\none --)> two", "\none -(-> two"));
        assertThat(merged.decided(Disputed::mine)).startsWith("other\n").endsWith("\none --)> two");
    }

    @Test
    void white_space_before_the_times_stays() {
        var base = "id\n\t00:01.000 --> 00:02.000\nsome words here";

        assertThat(merge(base, base.replace("some", "any"), base.replace("here", "there")))
                .extracting(Merge::cleanText)
                .isEqualTo(Optional.of("id\n\t00:01.000 --> 00:02.000\nany words there"));
    }

    @Test
    void white_space_that_is_not_valid_is_disputed() {
        var mine = BASE.replace(" --> ", "-->").replace("some", "any");
        var theirs = BASE.replace("id", "other");

        var merged = merge(BASE, mine, theirs);

        assertThat(merged.conflicts()).containsExactly(new Disputed(Facet.TIMING, " --> ", "-->", " --> "));
        assertThat(merged.decided(Disputed::theirs)).isEqualTo(theirs.replace("some", "any"));
    }

    @Test
    void a_flaw_of_one_side_disputes_only_the_facet_that_has_it() {
        var mine = BASE.replace("00:01.000", "00:09.000").replace("some", "any");
        var theirs = BASE.replace("here", "there");

        var merged = merge(BASE, mine, theirs);

        assertThat(merged.conflicts())
                .containsExactly(new Disputed(Facet.START, "00:01.000", "00:09.000", "00:01.000"));
        assertThat(merged.decided(Disputed::theirs)).isEqualTo(BASE.replace("some words here", "any words there"));
    }

    @Test
    void the_parts_are_the_whole_text_of_each_version_and_keep_to_one_facet() {
        Seeds.each(10_000, random -> {
            var base = cue(random);
            var mine = edited(base, random);
            var theirs = edited(base, random);

            var merged = merge(base, mine, theirs);

            MergeLaws.hold(merged, base, mine, theirs);
            isEachFacet(merged, WrittenCue.of(new Content(base)), MergePart::base);
            isEachFacet(merged, WrittenCue.of(new Content(mine)), MergePart::mine);
            isEachFacet(merged, WrittenCue.of(new Content(theirs)), MergePart::theirs);
            assertThat(merged.conflicts()).noneMatch(part -> part.facet() == Facet.TIMING);
        });
    }

    private static void isEachFacet(Merge merge, WrittenCue cue, Function<MergePart, String> version) {
        var facets = new EnumMap<Facet, String>(Facet.class);
        merge.parts().forEach(part -> facets.merge(part.facet(), version.apply(part), String::concat));
        var timings = cue.timings();
        assertThat(facets.getOrDefault(Facet.IDENTIFIER, "")).isEqualTo(cue.identifier());
        assertThat(facets.get(Facet.START)).isEqualTo(timings.start().text());
        assertThat(facets.get(Facet.END)).isEqualTo(timings.end().text());
        assertThat(facets.get(Facet.TIMING)).isEqualTo(timings.indent() + timings.arrow());
        assertThat(facets.getOrDefault(Facet.SETTINGS, "")).isEqualTo(timings.rest());
        assertThat(facets.getOrDefault(Facet.TEXT, "")).isEqualTo(cue.body());
    }

    @Test
    void a_time_that_was_neither_changed_nor_chosen_is_that_of_the_other() {
        Seeds.each(10_000, random -> {
            var base = cue(random);
            var mine = edited(base, random);
            var theirs = edited(base, random);

            var merged = merge(base, mine, theirs);
            var kept = parsed(merged.decided(Disputed::mine));

            var disputed = merged.conflicts().stream().map(MergePart::facet).collect(Collectors.toSet());
            holdsTheTimes(disputed, parsed(base), parsed(mine), parsed(theirs), kept);
        });
    }

    /** A time that its chooser did not change and did not choose is the other's. */
    private static void holdsTheTimes(Set<Facet> disputed, Cue base, Cue mine, Cue theirs, Cue kept) {
        var startIsMine = disputed.contains(Facet.START) || mine.startMillis() != base.startMillis();
        var endIsMine = disputed.contains(Facet.END) || mine.endMillis() != base.endMillis();
        assertThat(kept.startMillis()).isEqualTo((startIsMine ? mine : theirs).startMillis());
        assertThat(kept.endMillis()).isEqualTo((endIsMine ? mine : theirs).endMillis());
    }

    @Test
    void a_side_that_changed_nothing_leaves_the_other_as_it_is() {
        Seeds.each(5_000, random -> {
            var base = cue(random);
            var other = edited(base, random);

            assertThat(merge(base, base, other)).extracting(Merge::cleanText).isEqualTo(Optional.of(other));
            assertThat(merge(base, other, base)).extracting(Merge::cleanText).isEqualTo(Optional.of(other));
            assertThat(merge(base, other, other)).extracting(Merge::cleanText).isEqualTo(Optional.of(other));
        });
    }

    @Test
    void with_the_sides_exchanged_the_result_is_the_mirror_image() {
        Seeds.each(5_000, random -> {
            var base = cue(random);
            var mine = edited(base, random);
            var theirs = edited(base, random);

            var one = merge(base, mine, theirs);
            var other = merge(base, theirs, mine);

            assertThat(MergeLaws.mirrored(other)).isEqualTo(one);
        });
    }

    @Test
    void a_clean_result_is_valid_and_holds_every_change_that_one_side_made() {
        Seeds.each(10_000, random -> {
            var base = cue(random);
            var mine = edited(base, random);
            var theirs = edited(base, random);

            if (merge(base, mine, theirs) instanceof Clean clean) {
                var merged = new Content(clean.text());

                assertThatCode(() -> webVtt.validate(block(base), merged)).doesNotThrowAnyException();
                holdsTheChanges(parsed(base), parsed(mine), parsed(theirs), parsed(merged.text()));
                holdsTheChanges(parsed(base), parsed(theirs), parsed(mine), parsed(merged.text()));
            }
        });
    }

    private static void holdsTheChanges(Cue base, Cue changed, Cue other, Cue merged) {
        assertThat(merged.identifier())
                .isEqualTo(changed.identifier().equals(base.identifier()) ? other.identifier() : changed.identifier());
        assertThat(merged.startMillis())
                .isEqualTo(changed.startMillis() == base.startMillis() ? other.startMillis() : changed.startMillis());
        assertThat(merged.endMillis())
                .isEqualTo(changed.endMillis() == base.endMillis() ? other.endMillis() : changed.endMillis());
        for (var name : List.of("align", "line", "size")) {
            var was = setting(base, name);
            var is = setting(changed, name);
            assertThat(setting(merged, name)).isEqualTo(is.equals(was) ? setting(other, name) : is);
        }
        if (changed.text().equals(base.text())) {
            assertThat(merged.text()).isEqualTo(other.text());
        }
        assertThat(newWords(changed.text())).allMatch(merged.text()::contains);
    }

    private static Optional<String> setting(Cue cue, String name) {
        return List.of(cue.settings().split(" ", -1)).stream()
                .filter(word -> word.startsWith(name + ":"))
                .findFirst();
    }

    @Test
    void a_conflict_resolved_for_one_side_has_all_text_of_that_side() {
        Seeds.each(5_000, random -> {
            var base = cue(random);
            var mine = edited(base, random);
            var theirs = edited(base, random);

            if (merge(base, mine, theirs) instanceof Conflicting conflicting) {
                assertThat(newWords(mine)).allMatch(conflicting.decided(Disputed::mine)::contains);
                assertThat(newWords(theirs)).allMatch(conflicting.decided(Disputed::theirs)::contains);
            }
        });
    }

    private static List<String> newWords(String text) {
        return List.of(text.split("[ \r\n]", -1)).stream()
                .filter(word -> word.startsWith("new"))
                .toList();
    }

    private Merge merge(String base, String mine, String theirs) {
        return webVtt.merge(block(base), new Content(mine), new Content(theirs));
    }

    private static Block block(String text) {
        return Block.of(SegmentKind.CUE, new Content(text));
    }

    private static Cue parsed(String text) {
        return WebVtt.CUES.parse(new Content(text)).orElseThrow();
    }

    private static String cue(Random random) {
        return RandomFiles.one(random, List.of("", "id\n", "7\r\n"))
                + RandomFiles.one(random, List.of("00:01.000 --> ", "00:00:01.000\t-->  ", "1:00:01.000 --> "))
                + RandomFiles.one(random, List.of("00:04.000", "02:00:00.000", "00:00.500"))
                + RandomFiles.one(random, List.of("", " align:start", "  line:0 ", " align:middle"))
                + RandomFiles.one(random, List.of("", "\nsome words here", "\r\nsome words\r\nover there", "\na"));
    }

    /** Makes some of the changes that people make, valid or not before the change, and never an invalid one. */
    private String edited(String base, Random random) {
        var patch = CuePatch.NOTHING;
        var cue = parsed(base);
        if (random.nextInt(4) == 0) {
            patch = patch.withIdentifier(RandomFiles.one(random, List.of("", "a", "b")));
        }
        if (random.nextInt(3) == 0) {
            patch = patch.withStartMillis(random.nextInt(900) + (cue.startMillis() > 3_600_000 ? 3_600_000 : 0));
        }
        if (random.nextInt(3) == 0) {
            patch = patch.withEndMillis(cue.endMillis() + random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
            patch = patch.withSettings(RandomFiles.one(random, List.of("", "line:5", "size:5%")));
        }
        if (random.nextInt(2) == 0) {
            patch = patch.withText(withNewWords(cue.text(), random));
        }
        return WebVtt.CUES.rewrite(new Content(base), patch).text();
    }

    private static String withNewWords(String text, Random random) {
        var words = new ArrayList<>(List.of(text.split(" ", -1)));
        var at = random.nextInt(words.size());
        if (random.nextBoolean()) {
            words.set(at, "new" + random.nextInt(1000));
        } else {
            words.add(at, "new" + random.nextInt(1000));
        }
        return String.join(" ", words).strip();
    }
}
