package dev.holdfast.domain;

import static dev.holdfast.domain.Facet.END;
import static dev.holdfast.domain.Facet.START;
import static dev.holdfast.domain.Facet.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.Merge.Clean;
import dev.holdfast.domain.Merge.Conflicting;
import dev.holdfast.domain.MergePart.Agreed;
import dev.holdfast.domain.MergePart.Disputed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Results of merges, put together from their parts. */
final class MergeTest {

    private static final Agreed SAME = Agreed.unchanged(TEXT, "same");
    private static final Agreed MINE = new Agreed(TEXT, "a", "b", "a", "b");
    private static final Disputed DISPUTED = new Disputed(TEXT, "x", "y", "z");

    @Test
    void unchanged_neighbours_of_one_facet_are_one_part_and_empty_parts_are_none() {
        var nothing = Agreed.unchanged(TEXT, "");

        assertThat(Merge.of(List.of(nothing, SAME, nothing, SAME, MINE, nothing)))
                .isEqualTo(new Clean(List.of(Agreed.unchanged(TEXT, "samesame"), MINE)));
        assertThat(Merge.of(List.of(Agreed.unchanged(START, "1"), Agreed.unchanged(END, "2"), SAME))
                        .parts())
                .containsExactly(Agreed.unchanged(START, "1"), Agreed.unchanged(END, "2"), SAME);
        assertThat(Merge.of(List.of(SAME, MINE, SAME)).parts()).containsExactly(SAME, MINE, SAME);
    }

    @Test
    void a_merge_conflicts_if_one_part_is_disputed() {
        var clean = Merge.of(List.of(SAME, MINE));
        var conflicting = Merge.of(List.of(SAME, DISPUTED, MINE));

        assertThat(clean.cleanText()).contains("sameb");
        assertThat(clean.conflicts()).isEmpty();
        assertThat(clean.<IllegalStateException>textOrThrow(merge -> new IllegalStateException()))
                .isEqualTo("sameb");
        assertThat(conflicting.cleanText()).isEmpty();
        assertThat(conflicting.conflicts()).containsExactly(DISPUTED);
        assertThat(conflicting.decided(Disputed::theirs)).isEqualTo("samezb");
        assertThatThrownBy(() -> conflicting.textOrThrow(
                        merge -> new IllegalStateException(merge.parts().toString())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(conflicting.parts().toString());
    }

    @Test
    void a_merge_is_named_for_what_it_is() {
        assertThatThrownBy(() -> new Clean(List.of(SAME, DISPUTED))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Conflicting(List.of(SAME, MINE))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Conflicting(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_part_that_agrees_has_the_text_of_one_side() {
        assertThat(new Agreed(TEXT, "a", "b", "c", "c").merged()).contains("c");
        assertThat(new Agreed(TEXT, "a", "b", "c", "b").merged()).contains("b");
        assertThatThrownBy(() -> new Agreed(TEXT, "a", "b", "c", "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_part_is_unchanged_if_neither_side_changed_it() {
        assertThat(SAME.isUnchanged()).isTrue();
        assertThat(MINE.isUnchanged()).isFalse();
        assertThat(new Agreed(TEXT, "a", "a", "b", "b").isUnchanged()).isFalse();
    }

    @Test
    void a_facet_is_disputed_as_a_whole_if_a_side_changed_it() {
        var start = new Agreed(START, "1", "2", "1", "2");
        var merge = Merge.of(List.of(start, Agreed.unchanged(END, "9"), SAME, MINE, SAME));

        assertThat(merge.disputing(Set.of(TEXT)).parts())
                .containsExactly(
                        start, Agreed.unchanged(END, "9"), new Disputed(TEXT, "sameasame", "samebsame", "sameasame"));
        assertThat(merge.disputing(Set.of(START, END)).parts())
                .containsExactly(new Disputed(START, "1", "2", "1"), Agreed.unchanged(END, "9"), SAME, MINE, SAME);
        assertThat(merge.disputing(Set.of())).isEqualTo(merge);
    }
}
