package dev.holdfast.domain;

/**
 * Who wrote something.
 *
 * @param name 1 to 64 characters (Unicode code points) without control characters
 * @param verified true if someone vouches for the name, false if it is what the writer says of themselves
 */
public record Author(String name, boolean verified) {

    /** How many characters (Unicode code points) a name may have. */
    public static final int MAX_NAME_LENGTH = 64;

    /** Someone who gave no name. */
    public static final Author ANONYMOUS = new Author("anonymous", false);

    public Author {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "A name is 1 to %d characters without control characters".formatted(MAX_NAME_LENGTH));
        }
    }

    /** An author whose name the embedding system vouches for. */
    public static Author verified(String name) {
        return new Author(name, true);
    }

    /** An author of whom only their own word is known. */
    public static Author unverified(String name) {
        return new Author(name, false);
    }

    /** Whether a text can be an author's name. */
    public static boolean isName(String text) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= MAX_NAME_LENGTH
                && Content.firstUnacceptable(text).isEmpty()
                && text.chars().noneMatch(Character::isISOControl);
    }
}
