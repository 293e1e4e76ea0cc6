package dev.holdfast.domain;

import java.util.Random;
import java.util.function.Consumer;

/** Runs a property with many random inputs, and says with which seed it failed. */
public final class Seeds {

    private Seeds() {}

    /** Runs a property so many times. */
    public static void each(int rounds, Consumer<Random> property) {
        var first = System.nanoTime();
        for (var i = 0; i < rounds; i++) {
            var seed = first + i;
            try {
                property.accept(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Failed with seed " + seed, e);
            }
        }
    }
}
