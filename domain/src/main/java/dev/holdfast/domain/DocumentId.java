package dev.holdfast.domain;

/**
 * The name of a document, unique in its store and never used again, not even after the document was deleted.
 *
 * @param value 1 to {@value #MAX_LENGTH} of the characters A-Z, a-z, 0-9, underscore and hyphen
 */
public record DocumentId(String value) {

    /** The maximum number of characters of an id, also of the local part of the id of a segment. */
    public static final int MAX_LENGTH = 64;

    public DocumentId {
        if (!isId(value)) {
            throw new IllegalArgumentException(
                    "An id is 1 to %d of the characters A-Z, a-z, 0-9, _ and -, not: %s".formatted(MAX_LENGTH, value));
        }
    }

    /** True if a text can be the id of a document, or the local part of the id of a segment. */
    public static boolean isId(String text) {
        return Base64Url.isText(text, 1, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
