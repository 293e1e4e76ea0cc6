package dev.holdfast.http.header;

import java.util.ArrayList;
import java.util.List;

/** Parser of {@code "*" / #entity-tag} (RFC 9110 §13.1.1, §8.8.3 and the list rules of §5.6.1.2) in one pass. */
final class TagParser {

    private final String value;
    private int next;

    TagParser(String value) {
        this.value = value;
    }

    TagCondition parse() {
        if (value.strip().equals("*") && isOnlyPadded()) {
            return new TagCondition.Any();
        }
        var tags = new ArrayList<EntityTag>();
        while (true) {
            skipPadding();
            if (next == value.length()) {
                return new TagCondition.Tags(List.copyOf(tags));
            }
            if (value.charAt(next) == ',') {
                next++;
                continue;
            }
            var start = next;
            if (!readTag(tags)) {
                return malformed(start);
            }
            skipPadding();
            if (next < value.length() && value.charAt(next) != ',') {
                return malformed(next);
            }
        }
    }

    /** True if only optional whitespace (OWS) surrounds the star. */
    private boolean isOnlyPadded() {
        return value.chars().allMatch(unit -> unit == '*' || unit == ' ' || unit == '\t');
    }

    private void skipPadding() {
        while (next < value.length() && (value.charAt(next) == ' ' || value.charAt(next) == '\t')) {
            next++;
        }
    }

    /** Parses one tag; false if the text is not one. */
    private boolean readTag(List<EntityTag> into) {
        var weak = value.startsWith("W/", next);
        var open = weak ? next + 2 : next;
        if (open >= value.length() || value.charAt(open) != '"') {
            return false;
        }
        var close = open + 1;
        while (close < value.length() && isTagCharacter(value.charAt(close))) {
            close++;
        }
        if (close == value.length() || value.charAt(close) != '"') {
            return false;
        }
        into.add(new EntityTag(weak, value.substring(open + 1, close)));
        next = close + 1;
        return true;
    }

    /** {@code etagc}; obs-text is decoded as ISO 8859-1. */
    private static boolean isTagCharacter(char unit) {
        return unit == 0x21 || (unit >= 0x23 && unit <= 0x7E) || unit >= 0x80;
    }

    private TagCondition malformed(int at) {
        return new TagCondition.Malformed(
                "At character %d there is no entity tag. Send tags as they came in the ETag field, with their double quotes,"
                                .formatted(at + 1)
                        + " separated by commas; or a lone *.");
    }
}
