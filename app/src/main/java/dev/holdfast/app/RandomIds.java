package dev.holdfast.app;

import java.security.SecureRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Generator of unique ids: 16 random letters and digits, 95 bits. An id begins with a letter, so that a command line does not
 * read it as an option.
 */
record RandomIds(RandomGenerator random) implements Supplier<String> {

    private static final int LENGTH = 16;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String ALPHABET = LETTERS + "0123456789";
    private static final int SIX_BITS = 63;

    RandomIds() {
        this(new SecureRandom());
    }

    /** Takes many bits at a time, because secure bits are slow one by one. A value that is no character is left out. */
    @Override
    public String get() {
        var id = new StringBuilder(LENGTH);
        var bits = new byte[LENGTH];
        while (id.length() < LENGTH) {
            random.nextBytes(bits);
            for (var i = 0; i < bits.length && id.length() < LENGTH; i++) {
                var value = bits[i] & SIX_BITS;
                if (value < (id.isEmpty() ? LETTERS : ALPHABET).length()) {
                    id.append(ALPHABET.charAt(value));
                }
            }
        }
        return id.toString();
    }
}
