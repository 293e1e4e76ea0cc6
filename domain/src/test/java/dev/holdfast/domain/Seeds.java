package dev.holdfast.domain;

import java.util.Random;
import java.util.function.Consumer;

/** Runs a property with many random inputs, and says with which seed it failed. */
public final class Seeds {

    /** Bound of the rounds, for runs that repeat all tests many times. */
    private static final int MAX_ROUNDS = Integer.getInteger("holdfast.max-rounds", Integer.MAX_VALUE);

    private Seeds() {}

    /** Runs a property so many times. */
    public static void each(int rounds, Consumer<Random> property) {
        var first = System.nanoTime();
        for (var i = 0; i < Math.min(rounds, MAX_ROUNDS); i++) {
            var seed = first + i;
            try {
                property.accept(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Failed with seed " + seed, e);
            }
        }
    }
}
