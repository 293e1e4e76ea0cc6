package dev.holdfast.domain;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * The text of a segment: any Unicode text that every store and every interchange format can hold, which is all but the
 * character U+0000 and surrogates without their partner.
 *
 * @param text the text, verbatim; may be empty
 */
public record Content(String text) {

    /**
     * @throws InvalidContent if the text holds U+0000 or a lone surrogate, naming where
     */
    public Content {
        var bad = firstUnacceptable(text);
        if (bad.isPresent()) {
            throw InvalidContent.at(
                    text,
                    bad.getAsInt(),
                    text.charAt(bad.getAsInt()) == 0
                            ? "the character U+0000 cannot be stored; remove it"
                            : "half of a surrogate pair (U+%04X) is not a character; remove it"
                                    .formatted((int) text.charAt(bad.getAsInt())));
        }
    }

    /** The index of the first UTF-16 unit that no content may hold. */
    static OptionalInt firstUnacceptable(String text) {
        for (var i = 0; i < text.length(); i++) {
            var unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (unit == 0 || Character.isSurrogate(unit)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** The length of the text in bytes of UTF-8. */
    public int bytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The digest of the text. */
    Digest digest() {
        return Digest.of(text);
    }
}
