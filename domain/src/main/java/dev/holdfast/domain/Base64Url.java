package dev.holdfast.domain;

/** Alphabet of base64url (RFC 4648 §5), of which ids and hashes are made. A batch has tens of thousands of them. */
final class Base64Url {

    private Base64Url() {}

    /** True if a text has so many characters, and all of them are in the alphabet. */
    static boolean isText(String text, int minLength, int maxLength) {
        if (text.length() < minLength || text.length() > maxLength) {
            return false;
        }
        for (var i = 0; i < text.length(); i++) {
            if (!isCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
