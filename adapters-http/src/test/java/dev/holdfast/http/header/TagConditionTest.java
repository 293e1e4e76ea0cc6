package dev.holdfast.http.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §8.8.3 (entity-tag), §5.6.1.2 (lists), §13.1.1 and §13.1.2 (If-Match, If-None-Match). */
class TagConditionTest {

    @Test
    void no_field_line_is_an_absent_condition() {
        assertThat(TagCondition.parse(List.of())).isEqualTo(new TagCondition.Absent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", " *", "* ", "\t*\t"})
    void a_lone_star_is_any_version(String line) {
        assertThat(TagCondition.parse(List.of(line))).isEqualTo(new TagCondition.Any());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\" => \"a\"",
                "W/\"a\" => W/\"a\"",
                "\"\" => \"\"",
                "W/\"\" => W/\"\"",
                "\"a\",\"b\" => \"a\" \"b\"",
                "\"a\" , W/\"b\" => \"a\" W/\"b\"",
                " , \"a\" ,, => \"a\"",
                "\t\"a\"\t,\t\"b\"\t => \"a\" \"b\"",
                "\"a,b\" => \"a,b\"",
                "\"a\\\" => \"a\\\"",
                "\"a\\\\b\" => \"a\\\\b\"",
                "\"W/\" => \"W/\"",
                "\"*\" => \"*\"",
                "\"!#$%&'()+-./:;<=>?@[]^_`{|}~\" => \"!#$%&'()+-./:;<=>?@[]^_`{|}~\"",
                "\"\u00e9\u0080\u00ff\" => \"\u00e9\u0080\u00ff\"",
            })
    void a_list_of_tags_is_parsed_unchanged(String line) {
        var parts = line.split(" => ", 2);

        var condition = TagCondition.parse(List.of(parts[0]));

        assertThat(condition).isInstanceOf(TagCondition.Tags.class);
        assertThat(((TagCondition.Tags) condition).tags().stream().map(EntityTag::toString))
                .containsExactly(parts[1].split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", ",", " , ,, "})
    void an_empty_list_is_valid(String line) {
        assertThat(TagCondition.parse(List.of(line))).isEqualTo(new TagCondition.Tags(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "17",
                "'x'",
                "\"x",
                "x\"",
                "\"",
                "w/\"x\"",
                "W\"x\"",
                "W/",
                "W/x",
                "W/ \"x\"",
                "W/*",
                "\"x\"y",
                "\"x\"\"y\"",
                "\"x\" \"y\"",
                "\"x\"; \"y\"",
                "*, \"x\"",
                "\"x\", *",
                "**",
                "*,*",
                "*,",
                "\u00a0*",
                "\f*",
                "*\u001f",
                "\"a b\"",
                "\"a\tb\"",
                "\"a\u007fb\"",
                "\"a\u0001b\"",
                "\"a\", b",
                "\"a\u00a0\"\u00a0",
                "\u201ca\u201d",
            })
    void other_values_are_malformed(String line) {
        assertThat(TagCondition.parse(List.of(line))).isInstanceOf(TagCondition.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17 => 1", "\"a\", b => 6", "\"a\" b => 5", ",,x => 3"})
    void the_place_of_what_is_malformed_is_named(String line) {
        var parts = line.split(" => ", 2);

        var condition = TagCondition.parse(List.of(parts[0]));

        assertThat(((TagCondition.Malformed) condition).reason())
                .startsWith("At character " + parts[1] + " there is no entity tag.");
    }

    @Test
    void all_field_lines_count_as_one_list() {
        var condition = TagCondition.parse(List.of("\"a\"", "", "\"b\",\"c\""));

        assertThat(((TagCondition.Tags) condition).tags())
                .extracting(EntityTag::opaque)
                .containsExactly("a", "b", "c");
    }

    @Test
    void a_tag_cannot_span_two_field_lines() {
        assertThat(TagCondition.parse(List.of("\"a", "b\""))).isInstanceOf(TagCondition.Malformed.class);
    }

    @Test
    void a_star_on_a_second_field_line_is_malformed() {
        assertThat(TagCondition.parse(List.of("\"a\"", "*"))).isInstanceOf(TagCondition.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "\"a\",", "W/", "\"", " ", "*", "W/\"\","})
    void parsing_takes_linear_time(String part) {
        var line = part.repeat(1_000_000 / part.length());

        var condition = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> TagCondition.parse(List.of(line)));

        assertThat(condition).isNotNull();
    }

    /** Java counts them as white space. */
    @ParameterizedTest
    @ValueSource(strings = {"\u001f*", "*\u000b", "\u2003*", "*\n"})
    void a_star_among_white_space_of_other_kinds_is_malformed(String line) {
        assertThat(TagCondition.parse(List.of(line))).isInstanceOf(TagCondition.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17 => 1", "\"a\" b => 5", "\"a\", b => 6", "\"a\", \"b => 6"})
    void the_error_counts_characters_from_one(String line) {
        var parts = line.split(" => ");

        var reason = TagCondition.parse(List.of(parts[0])).error().orElseThrow();

        assertThat(reason).startsWith("At character " + parts[1] + " ");
    }
}
