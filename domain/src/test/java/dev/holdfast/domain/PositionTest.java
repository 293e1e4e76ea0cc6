package dev.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PositionTest {

    @Test
    void there_is_a_position_between_any_two() {
        Seeds.each(100, random -> {
            var positions = new ArrayList<Position>();
            for (var i = 0; i < 300; i++) {
                var at = random.nextInt(positions.size() + 1);
                var lower = at == 0 ? null : positions.get(at - 1);
                var upper = at == positions.size() ? null : positions.get(at);
                positions.add(at, Position.between(lower, upper));
            }
            assertAscending(positions);
        });
    }

    @Test
    void positions_are_ordered_byte_by_byte() {
        Seeds.each(2_000, random -> {
            var one = any(random);
            var two = any(random);

            var byBytes = Arrays.compareUnsigned(
                    one.digits().getBytes(StandardCharsets.UTF_8), two.digits().getBytes(StandardCharsets.UTF_8));

            assertThat(Integer.signum(one.compareTo(two))).isEqualTo(Integer.signum(byBytes));
        });
    }

    @Test
    void there_is_a_position_between_two_that_other_software_chose() {
        Seeds.each(5_000, random -> {
            var one = any(random);
            var two = any(random);
            if (!one.equals(two)) {
                var lower = one.compareTo(two) < 0 ? one : two;
                var upper = one.compareTo(two) < 0 ? two : one;
                assertAscending(List.of(
                        Position.between(null, lower),
                        lower,
                        Position.between(lower, upper),
                        upper,
                        Position.between(upper, null)));
            }
        });
    }

    private static Position any(Random random) {
        var digits = new StringBuilder();
        var length = random.nextInt(5);
        for (var i = 0; i < length; i++) {
            digits.append("0019AZaz".charAt(random.nextInt(8)));
        }
        return new Position(digits.append("19AZaz".charAt(random.nextInt(6))).toString());
    }

    @Test
    void ten_thousand_appended_or_prepended_segments_have_short_positions() {
        var last = Position.between(null, null);
        var first = last;
        for (var i = 0; i < 10_000; i++) {
            last = Position.between(last, null);
            first = Position.between(null, first);
        }

        assertThat(last.digits()).hasSizeLessThanOrEqualTo(8);
        assertThat(first.digits()).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void thousands_of_insertions_fit_into_one_gap_in_any_order() {
        var lower = Position.between(null, null);
        var upper = Position.between(lower, null);
        Seeds.each(3, random -> {
            var low = lower;
            var high = upper;
            for (var i = 0; i < 10_000; i++) {
                var middle = Position.between(low, high);
                if (random.nextBoolean()) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            assertThat(low.digits().length()).isLessThanOrEqualTo(Position.MAX_LENGTH);
        });
    }

    /** Insertions of captions one after another in the middle of a film. */
    @Test
    void insertions_in_a_row_have_short_positions_in_either_direction() {
        Seeds.each(20, random -> {
            var lower = new Position(any(random).digits() + "V");
            var upper = Position.between(lower, random.nextBoolean() ? null : Position.between(lower, null));
            var shortest = Math.max(lower.digits().length(), upper.digits().length());
            var after = lower;
            var before = upper;
            for (var i = 0; i < 20_000; i++) {
                var next = Position.between(after, upper);
                var previous = Position.between(lower, before);
                assertAscending(List.of(after, next, upper));
                assertAscending(List.of(lower, previous, before));
                after = next;
                before = previous;
            }

            assertThat(after.digits()).hasSizeLessThanOrEqualTo(shortest + 16);
            assertThat(before.digits()).hasSizeLessThanOrEqualTo(shortest + 16);
        });
    }

    @Test
    void rows_at_places_within_rows_have_short_positions() {
        Seeds.each(20, random -> {
            var positions = new ArrayList<>(Position.spread(null, null, 2));
            for (var row = 0; row < 40; row++) {
                var at = 1 + random.nextInt(positions.size() - 1);
                var forwards = random.nextBoolean();
                for (var i = 0; i < 200; i++) {
                    positions.add(at, Position.between(positions.get(at - 1), positions.get(at)));
                    at += forwards ? 1 : 0;
                }
            }

            assertAscending(positions);
            assertThat(positions).allMatch(position -> position.digits().length() <= 100);
        });
    }

    @Test
    void many_positions_at_once_are_in_order_and_short() {
        var one = Position.between(null, null);
        var two = Position.between(one, null);

        for (var positions : List.of(
                Position.spread(null, null, 20_000),
                Position.spread(one, null, 20_000),
                Position.spread(null, one, 20_000),
                Position.spread(one, two, 20_000))) {
            assertThat(positions).hasSize(20_000);
            assertAscending(positions);
            assertThat(positions).allMatch(position -> position.digits().length() <= 10);
        }
        assertThat(Position.spread(one, two, 20_000).get(0)).isGreaterThan(one);
        assertThat(Position.spread(one, two, 20_000).get(19_999)).isLessThan(two);
        assertThat(Position.spread(one, two, 0)).isEmpty();
    }

    @Test
    void there_is_nothing_between_a_position_and_itself_or_one_before_it() {
        var one = Position.between(null, null);
        var two = Position.between(one, null);

        assertThatThrownBy(() -> Position.between(one, one)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Position.between(two, one)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void digits_that_end_in_zero_are_not_a_position() {
        for (var digits : new String[] {"", "0", "A0", "-", "a b", "\u00E4"}) {
            assertThatThrownBy(() -> new Position(digits)).as(digits).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertAscending(List<Position> positions) {
        for (var i = 1; i < positions.size(); i++) {
            assertThat(positions.get(i - 1)).isLessThan(positions.get(i));
        }
    }
}
