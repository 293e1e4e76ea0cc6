package dev.holdfast.domain;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/**
 * Characters that nobody sees, but that change how the text around them looks or compares: controls, the direction marks of
 * bidirectional text (Unicode UAX #9), and those of no width. A name with one can pass for the name of somebody else.
 *
 * <p>Three of them have a meaning for readers and are not hidden where they have it: joiners within words of the scripts that
 * are written with them, joiners within emoji, and the tags of an emoji flag.
 */
final class HiddenCharacters {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int FLAG = 0x1F3F4;
    private static final int FIRST_TAG = 0xE0020;
    private static final int LAST_TAG = 0xE007F;

    /** Characters without width whose general category is not that of a format character. */
    private static final Set<Integer> BLANK = Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0);

    /** Scripts with joiners (Unicode UAX #31, contexts A1, A2 and B). */
    private static final Set<UnicodeScript> JOINING = Set.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.MANDAIC,
            UnicodeScript.NKO,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private HiddenCharacters() {}

    /** True if a text has one. */
    static boolean in(String text) {
        var characters = text.codePoints().toArray();
        for (var i = 0; i < characters.length; i++) {
            if (isHidden(characters, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHidden(int[] characters, int index) {
        var character = characters[index];
        if (character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER) {
            return !joins(characters, index);
        }
        if (character >= FIRST_TAG && character <= LAST_TAG) {
            return !isOfFlag(characters, index);
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> !isVisibleSign(character);
            default -> BLANK.contains(character);
        };
    }

    private static boolean joins(int[] characters, int index) {
        if (index == 0 || index == characters.length - 1) {
            return false;
        }
        var before = characters[index - 1];
        var after = characters[index + 1];
        var isInEmoji = characters[index] == ZERO_WIDTH_JOINER && isEmoji(before) && isEmoji(after);
        return isInEmoji || (isJoining(before) && isJoining(after));
    }

    private static boolean isJoining(int character) {
        return JOINING.contains(UnicodeScript.of(character));
    }

    /** A symbol, or what changes the look of the symbol before it: a skin tone, or the selector of emoji presentation. */
    private static boolean isEmoji(int character) {
        var type = Character.getType(character);
        return type == Character.OTHER_SYMBOL || type == Character.MODIFIER_SYMBOL || character == 0xFE0F;
    }

    private static boolean isOfFlag(int[] characters, int index) {
        var before = index;
        while (before > 0 && characters[before] >= FIRST_TAG && characters[before] <= LAST_TAG) {
            before--;
        }
        return characters[before] == FLAG;
    }

    /** Signs of numbers and of words, which are seen although Unicode counts them among the format characters. */
    private static boolean isVisibleSign(int character) {
        return (character >= 0x0600 && character <= 0x0605)
                || character == 0x06DD
                || character == 0x070F
                || character == 0x0890
                || character == 0x0891
                || character == 0x08E2
                || character == 0x110BD
                || character == 0x110CD;
    }
}
