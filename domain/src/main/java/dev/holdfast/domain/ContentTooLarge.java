package dev.holdfast.domain;

/** A text is, or would become, longer than a segment may be here. Nothing was written. */
public final class ContentTooLarge extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 40;

    private final int index;
    private final int bytes;
    private final int maxBytes;

    /**
     * @param index index of the edit in its commit, or of the segment in the new document, from 0
     * @param content the text
     * @param maxBytes the maximum length of a segment in bytes of UTF-8
     */
    public ContentTooLarge(int index, Content content, int maxBytes) {
        super(
                "The text that begins with \"%s\" has %d bytes of UTF-8; a segment is at most %d. Make it shorter, or make two segments of it."
                        .formatted(beginning(content.text()), content.bytes(), maxBytes));
        this.index = index;
        this.bytes = content.bytes();
        this.maxBytes = maxBytes;
    }

    /** The beginning of the text, without characters that would break a line of a log or a terminal. */
    private static String beginning(String text) {
        return text.codePoints()
                .limit(SHOWN)
                .map(character -> Character.isISOControl(character) ? ' ' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Index of the edit in the commit, or of the segment in the new document, from 0. */
    public int index() {
        return index;
    }

    /** The length of the text in bytes of UTF-8. */
    public int bytes() {
        return bytes;
    }

    /** The maximum length of a segment in bytes of UTF-8. */
    public int maxBytes() {
        return maxBytes;
    }
}
