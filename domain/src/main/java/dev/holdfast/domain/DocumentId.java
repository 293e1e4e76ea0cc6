package dev.holdfast.domain;

import java.util.regex.Pattern;

/**
 * The name of a document, unique in its store and never used again, not even after the document was deleted.
 *
 * @param value 1 to 64 of the characters A-Z, a-z, 0-9, underscore and hyphen
 */
public record DocumentId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public DocumentId {
        if (!isId(value)) {
            throw new IllegalArgumentException(
                    "An id is 1 to 64 of the characters A-Z, a-z, 0-9, _ and -, not: " + value);
        }
    }

    /** True if a text can be the id of a document, or the local part of the id of a segment. */
    public static boolean isId(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
