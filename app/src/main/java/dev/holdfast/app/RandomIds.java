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

    RandomIds() {
        this(new SecureRandom());
    }

    @Override
    public String get() {
        var id = new StringBuilder(LENGTH).append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        while (id.length() < LENGTH) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
