package dev.holdfast.http.header;

import java.util.List;

/** The value of an If-Match or If-None-Match field (RFC 9110 §13.1.1 and §13.1.2), whatever came. */
public sealed interface TagCondition {

    /** There is no such field. */
    record Absent() implements TagCondition {}

    /** {@code *}: any version. */
    record Any() implements TagCondition {}

    /** A list of tags; an empty one is valid and matches nothing. */
    record Tags(List<EntityTag> tags) implements TagCondition {
        public Tags {
            tags = List.copyOf(tags);
        }
    }

    /**
     * None of these. It must never be taken for a match, nor be ignored.
     *
     * @param reason what is wrong, as a whole sentence
     */
    record Malformed(String reason) implements TagCondition {}

    /**
     * Reads the field. Never throws, and takes time in proportion to the length of the lines.
     *
     * @param lines all field lines of that name, in their order; they count as one list (RFC 9110 §5.3)
     */
    static TagCondition parse(List<String> lines) {
        return lines.isEmpty() ? new Absent() : new TagParser(String.join(", ", lines)).parse();
    }
}
