package dev.holdfast.http.header;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Precondition;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 §13.1 and §13.2.2. In the tables {@code ~} stands for a double quote. */
class PreconditionsTest {

    private static final String CURRENT = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final String OTHER = "BBBBBBBBBBBBBBBBBBBBBB";
    private static final Instant MODIFIED = Instant.parse("2026-03-01T12:00:01Z");
    private static final Instant NOW = Instant.parse("2026-03-01T12:10:00Z");

    private static Preconditions of(String... fields) {
        return Preconditions.of(name -> Arrays.stream(fields)
                .filter(field -> field.startsWith(name + ": "))
                .map(field -> field.substring(name.length() + 2)
                        .replace('~', '"')
                        .replace("cur", CURRENT)
                        .replace("old", OTHER))
                .toList());
    }

    @ParameterizedTest
    @CsvSource({
        // no condition
        "X: 1, X: 1, PROCEED",
        // §13.1.1 If-Match, strong comparison
        "If-Match: ~cur~, X: 1, PROCEED",
        "If-Match: *, X: 1, PROCEED",
        "'If-Match: ~old~, ~cur~', X: 1, PROCEED",
        "If-Match: ~old~, If-Match: ~cur~, PROCEED",
        "If-Match: ~old~, X: 1, FAILED",
        "If-Match: W/~cur~, X: 1, FAILED",
        "'If-Match: ', X: 1, FAILED",
        "If-Match: ~CUR~, X: 1, FAILED",
        // §8.8.3.3 the same version in a content coding, whose mark a server or proxy appended
        "If-Match: ~cur-gzip~, X: 1, PROCEED",
        "If-Match: ~cur--gzip~, X: 1, PROCEED",
        "If-Match: ~cur-br~, X: 1, PROCEED",
        "If-Match: ~cur-zstd~, X: 1, PROCEED",
        "If-Match: ~cur-deflate~, X: 1, PROCEED",
        "If-Match: ~cur-bzip2~, X: 1, PROCEED",
        "If-Match: ~cur-df~, X: 1, PROCEED",
        "If-Match: ~cur;gzip~, X: 1, PROCEED",
        "If-Match: ~cur;gz~, X: 1, PROCEED",
        "If-Match: ~cur;br~, X: 1, PROCEED",
        "If-Match: ~cur+gzip~, X: 1, PROCEED",
        "If-Match: ~cur:gzip~, X: 1, PROCEED",
        "If-Match: ~cur-GZIP~, X: 1, PROCEED",
        "If-Match: ~cur--gzip-gzip~, X: 1, PROCEED",
        "If-Match: ~cur-gzip-br~, X: 1, PROCEED",
        "If-Match: ~old-gzip~, X: 1, FAILED",
        "If-Match: W/~cur-gzip~, X: 1, FAILED",
        "If-Match: ~cur-~, X: 1, FAILED",
        "If-Match: ~cur-gzips~, X: 1, FAILED",
        "If-Match: ~curgzip~, X: 1, FAILED",
        "If-Match: ~cur-lz4~, X: 1, FAILED",
        "If-Match: ~-gzip~, X: 1, FAILED",
        "If-Match: ~gzip-cur~, X: 1, FAILED",
        "If-None-Match: ~cur-gzip~, X: 1, NOT_MODIFIED",
        "If-None-Match: W/~cur;br~, X: 1, NOT_MODIFIED",
        "If-None-Match: ~old-gzip~, X: 1, PROCEED",
        // §13.1.2 If-None-Match, weak comparison
        "If-None-Match: ~cur~, X: 1, NOT_MODIFIED",
        "If-None-Match: W/~cur~, X: 1, NOT_MODIFIED",
        "If-None-Match: *, X: 1, NOT_MODIFIED",
        "'If-None-Match: ~old~, W/~cur~', X: 1, NOT_MODIFIED",
        "If-None-Match: ~old~, X: 1, PROCEED",
        "'If-None-Match: ', X: 1, PROCEED",
        // §13.2.2 If-Match comes first
        "If-Match: ~old~, If-None-Match: ~cur~, FAILED",
        "If-Match: ~cur~, If-None-Match: ~cur~, NOT_MODIFIED",
        // §13.1.4 If-Unmodified-Since, only without If-Match
        "'If-Unmodified-Since: Sun, 01 Mar 2026 12:00:01 GMT', X: 1, PROCEED",
        "'If-Unmodified-Since: Sun, 01 Mar 2026 12:00:00 GMT', X: 1, FAILED",
        "'If-Unmodified-Since: Sun, 01 Mar 2026 12:00:00 GMT', If-Match: ~cur~, PROCEED",
        "'If-Unmodified-Since: Sun, 01 Mar 2026 12:00:00 GMT', If-None-Match: ~cur~, FAILED",
        "If-Unmodified-Since: yesterday, X: 1, PROCEED",
        // §13.1.3 If-Modified-Since, only without If-None-Match
        "'If-Modified-Since: Sun, 01 Mar 2026 12:00:01 GMT', X: 1, NOT_MODIFIED",
        "'If-Modified-Since: Sun, 01 Mar 2026 12:00:00 GMT', X: 1, PROCEED",
        "'If-Modified-Since: Sun, 01 Mar 2026 12:00:01 GMT', If-None-Match: ~old~, PROCEED",
        "'If-Modified-Since: Sun, 01 Mar 2026 12:00:00 GMT', If-None-Match: ~cur~, NOT_MODIFIED",
        "'If-Modified-Since: Sun, 01 Mar 2026 12:10:01 GMT', X: 1, PROCEED",
        "If-Modified-Since: never, X: 1, PROCEED",
    })
    void preconditions_of_a_read_are_evaluated_in_the_order_of_the_rfc(
            String first, String second, Preconditions.Verdict expected) {
        var verdict = of(first, second).forRead(new EntityTag(false, CURRENT), Optional.of(MODIFIED), NOW);

        assertThat(verdict).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'If-Modified-Since: Sun, 01 Mar 2026 12:00:01 GMT'",
        "'If-Unmodified-Since: Sun, 01 Mar 2026 12:00:00 GMT'"
    })
    void a_date_is_ignored_without_a_modification_time(String field) {
        var verdict = of(field).forRead(new EntityTag(false, CURRENT), Optional.empty(), NOW);

        assertThat(verdict).isEqualTo(Preconditions.Verdict.PROCEED);
    }

    @ParameterizedTest
    @CsvSource({
        "If-Match: W/~cur~, true",
        "'If-Match: ~old~, W/~cur~', true",
        "'If-Match: ~cur~, W/~cur~', false",
        "If-Match: W/~old~, false",
        "If-Match: W/~cur-gzip~, true",
        "'If-Match: ~cur-gzip~, W/~cur~', false",
        "If-Match: *, false",
        "If-None-Match: W/~cur~, false",
    })
    void a_weakened_current_tag_is_recognised(String field, boolean expected) {
        assertThat(of(field).namesWeakly(new EntityTag(false, CURRENT))).isEqualTo(expected);
    }

    private static Precondition precondition(String... fields) {
        return of(fields).toDomain(() -> Optional.of(MODIFIED));
    }

    private static Set<Hash> hashes(String... values) {
        return Set.copyOf(Arrays.stream(values).map(Hash::new).toList());
    }

    @Test
    void a_write_without_fields_has_no_precondition() {
        assertThat(precondition()).isEqualTo(new Precondition.NoneGiven());
    }

    @Test
    void if_match_becomes_the_hashes_of_its_tags() {
        assertThat(precondition("If-Match: ~cur~, ~old~")).isEqualTo(new Precondition.Matches(hashes(CURRENT, OTHER)));
    }

    @Test
    void a_star_becomes_a_precondition_of_existence() {
        assertThat(precondition("If-Match: *")).isEqualTo(new Precondition.Exists());
        assertThat(precondition("If-None-Match: *")).isEqualTo(new Precondition.DoesNotExist());
    }

    @Test
    void weak_tags_and_foreign_tags_match_nothing() {
        assertThat(precondition("If-Match: W/~cur~, ~17~")).isEqualTo(new Precondition.Matches(Set.of()));
    }

    @Test
    void the_mark_of_a_content_coding_does_not_hide_the_version() {
        assertThat(precondition("If-Match: ~cur-gzip~, ~old--br~"))
                .isEqualTo(new Precondition.Matches(hashes(CURRENT, OTHER)));
        assertThat(precondition("If-None-Match: ~cur;gz~")).isEqualTo(new Precondition.NoneOf(hashes(CURRENT)));
    }

    @Test
    void a_hash_that_ends_like_a_mark_is_the_whole_hash() {
        var hash = "AAAAAAAAAAAAAAAAAAA-br";

        assertThat(precondition("If-Match: ~" + hash + "~")).isEqualTo(new Precondition.Matches(hashes(hash)));
        assertThat(precondition("If-Match: ~" + hash + "-gzip~")).isEqualTo(new Precondition.Matches(hashes(hash)));
    }

    @Test
    void if_none_match_compares_weakly() {
        assertThat(precondition("If-None-Match: W/~cur~")).isEqualTo(new Precondition.NoneOf(hashes(CURRENT)));
    }

    @Test
    void both_preconditions_are_combined_in_order() {
        assertThat(precondition("If-Match: ~cur~", "If-None-Match: ~old~"))
                .isEqualTo(new Precondition.Both(
                        new Precondition.Matches(hashes(CURRENT)), new Precondition.NoneOf(hashes(OTHER))));
    }

    @Test
    void a_date_never_guards_a_write() {
        var late = precondition("If-Unmodified-Since: Sun, 01 Mar 2026 12:00:00 GMT");
        var fine = precondition("If-Unmodified-Since: Sun, 01 Mar 2026 12:00:01 GMT");

        assertThat(List.of(late.guards(), fine.guards())).containsOnly(false);
        assertThat(late.holdsFor(Optional.of(new Hash(CURRENT)))).isFalse();
        assertThat(fine.holdsFor(Optional.of(new Hash(CURRENT)))).isTrue();
    }

    @Test
    void a_date_is_ignored_beside_if_match() {
        assertThat(precondition("If-Match: *", "If-Unmodified-Since: Sun, 01 Mar 2026 12:00:00 GMT"))
                .isEqualTo(new Precondition.Exists());
    }

    @Test
    void a_malformed_field_is_named() {
        assertThat(of("If-Match: 17").malformed())
                .hasValueSatisfying(reason -> assertThat(reason).contains("If-Match"));
        assertThat(of("If-None-Match: 17").malformed())
                .hasValueSatisfying(reason -> assertThat(reason).contains("If-None-Match"));
        assertThat(of("If-Match: ~cur~").malformed()).isEmpty();
    }

    @Test
    void a_malformed_field_never_matches() {
        assertThat(precondition("If-Match: 17")).isEqualTo(new Precondition.Matches(Set.of()));
        assertThat(of("If-Match: 17").forRead(new EntityTag(false, CURRENT), Optional.empty(), NOW))
                .isEqualTo(Preconditions.Verdict.FAILED);
    }
}
