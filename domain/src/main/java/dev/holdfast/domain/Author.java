package dev.holdfast.domain;

/**
 * Author of a commit.
 *
 * @param name 1 to 64 characters (Unicode code points) without control characters; a new one has no hidden characters either
 * @param verified true if the name was authenticated, false if the writer chose it
 */
public record Author(String name, boolean verified) {

    /** The maximum length of a name in characters (Unicode code points). */
    public static final int MAX_NAME_LENGTH = 64;

    /** The author of requests without a name. */
    public static final Author ANONYMOUS = new Author("anonymous", false);

    public Author {
        if (!isStorable(name)) {
            throw new IllegalArgumentException(
                    "A name is 1 to %d characters without control characters".formatted(MAX_NAME_LENGTH));
        }
    }

    /** An author whose name was authenticated. */
    public static Author verified(String name) {
        return new Author(name, true);
    }

    /** An author who chose the name, unauthenticated. */
    public static Author unverified(String name) {
        return new Author(name, false);
    }

    /** True if a text can be the name of an author: one without characters that nobody sees. */
    public static boolean isName(String text) {
        return isStorable(text) && !HiddenCharacters.in(text);
    }

    /** True if a text can be a name that was given before hidden characters were refused. */
    public static boolean isStorable(String text) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= MAX_NAME_LENGTH
                && Content.firstUnacceptable(text).isEmpty()
                && !hasControl(text);
    }

    private static boolean hasControl(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
