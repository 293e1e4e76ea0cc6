package dev.holdfast.domain;

/**
 * One segment's share of a file.
 *
 * @param kind the kind of part that it is in the file
 * @param content its text, verbatim
 * @param separator the line terminators that followed it in the file it came from; empty if it came from none
 */
public record Block(SegmentKind kind, Content content, String separator) {

    public Block {
        for (var i = 0; i < separator.length(); i++) {
            if (separator.charAt(i) != '\n' && separator.charAt(i) != '\r') {
                throw new IllegalArgumentException("A separator holds line terminators and nothing else");
            }
        }
    }

    /** A block that comes from no file. */
    public static Block of(SegmentKind kind, Content content) {
        return new Block(kind, content, "");
    }

    /** The same block with other line terminators after it. */
    public Block followedBy(String terminators) {
        return new Block(kind, content, terminators);
    }

    /** The same block with another text. */
    public Block with(Content next) {
        return new Block(kind, next, separator);
    }
}
