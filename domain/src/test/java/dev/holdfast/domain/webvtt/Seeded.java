package dev.holdfast.domain.webvtt;

import java.util.Random;
import java.util.function.Consumer;

/** Runs a property with many random inputs, and says with which seed it failed. */
final class Seeded {

    private Seeded() {}

    static void rounds(int rounds, Consumer<Random> property) {
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
