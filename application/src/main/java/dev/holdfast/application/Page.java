package dev.holdfast.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Part of a list. It is shorter than was asked for where its texts are long, so that no page takes more memory than it should.
 *
 * @param items the items in their order; empty only at the end of the list
 * @param more true if more follow
 */
public record Page<T>(List<T> items, boolean more) {

    /** The maximum weight of a page, in characters of text; a single item may weigh more. */
    static final long MAX_WEIGHT = 4_000_000;

    /** The weight of an item without its text: hashes, ids, times. */
    static final long WEIGHT_OF_ITEM = 200;

    public Page {
        items = List.copyOf(items);
    }

    /** Source of the items. */
    @FunctionalInterface
    interface Source<T> {

        /**
         * The next items.
         *
         * @param last the item after which they begin; empty for the first ones
         * @param limit the maximum number of items, 1 or more
         */
        List<T> after(Optional<T> last, int limit);
    }

    /**
     * Reads a page in steps, each twice as long as the one before.
     *
     * @param limit the maximum number of items, 1 or more
     * @param firstStep the items of the first step
     * @param weight the characters of an item
     */
    static <T> Page<T> read(int limit, int firstStep, Source<T> source, ToLongFunction<T> weight) {
        var items = new ArrayList<T>();
        var sum = 0L;
        for (var step = (long) firstStep; ; step *= 2) {
            var last = items.isEmpty() ? Optional.<T>empty() : Optional.of(items.get(items.size() - 1));
            var wanted = (int) Math.min(step, limit + 1L - items.size()); // one more shows that more follow
            var read = source.after(last, wanted);
            for (var item : read) {
                sum += weight.applyAsLong(item) + WEIGHT_OF_ITEM;
                if (items.size() == limit || (sum > MAX_WEIGHT && !items.isEmpty())) {
                    return new Page<>(items, true);
                }
                items.add(item);
            }
            if (read.size() < wanted) {
                return new Page<>(items, false);
            }
        }
    }
}
