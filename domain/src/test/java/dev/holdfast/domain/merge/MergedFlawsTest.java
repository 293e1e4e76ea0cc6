package dev.holdfast.domain.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MergedFlawsTest {

    private static final List<String> NONE = List.of();
    private static final List<String> ONE = List.of("a");
    private static final List<String> TWO = List.of("a", "a");

    @Test
    void a_flaw_of_the_base_does_not_excuse_another() {
        assertThat(MergedFlaws.areOfSides(ONE, ONE, ONE, ONE)).isTrue();
        assertThat(MergedFlaws.areOfSides(TWO, ONE, ONE, ONE)).isFalse();
    }

    @Test
    void flaws_that_both_sides_added_may_all_be_there() {
        assertThat(MergedFlaws.areOfSides(TWO, NONE, ONE, ONE)).isTrue();
        assertThat(MergedFlaws.areOfSides(List.of("a", "a", "a"), NONE, ONE, ONE))
                .isFalse();
    }

    @Test
    void a_flaw_that_a_side_has_may_stay_though_the_other_mended_it() {
        assertThat(MergedFlaws.areOfSides(ONE, ONE, NONE, ONE)).isTrue();
        assertThat(MergedFlaws.areOfSides(ONE, NONE, NONE, NONE)).isFalse();
    }

    @Test
    void flaws_with_other_names_are_other_flaws() {
        assertThat(MergedFlaws.areOfSides(List.of("b"), ONE, ONE, ONE)).isFalse();
    }
}
