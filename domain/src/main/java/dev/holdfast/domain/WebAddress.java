package dev.holdfast.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Address of a video or audio, as strict as browsers are (WHATWG URL §4.4): one that they refuse would be of no use. */
final class WebAddress {

    private static final int MAX_PORT = 65_535;
    private static final String INTERNATIONAL = "xn--";

    private WebAddress() {}

    /** The reason for which no browser opens an address, worded to follow its name in a sentence; empty if one does. */
    static Optional<String> flaw(String address) {
        URI parsed;
        try {
            parsed = new URI(address);
        } catch (URISyntaxException e) {
            return Optional.of("must be an address that starts with http:// or https://, without spaces");
        }
        if (parsed.getHost() == null || !isHost(parsed.getHost())) {
            return Optional.of("must have the name or the address of a server after http:// or https://");
        }
        if (parsed.getPort() > MAX_PORT) {
            return Optional.of("has the port %d; a port is at most %d".formatted(parsed.getPort(), MAX_PORT));
        }
        return parsed.getRawUserInfo() == null
                ? Optional.empty()
                : Optional.of("must not have a user name or a password, which everyone would see");
    }

    /** Browsers know no zone of an IPv6 address, and open no international name that cannot be read. */
    private static boolean isHost(String host) {
        return !host.contains("%") && Arrays.stream(host.split("[.]")).allMatch(WebAddress::isLabel);
    }

    private static boolean isLabel(String label) {
        var lower = label.toLowerCase(Locale.ROOT);
        return !lower.startsWith(INTERNATIONAL)
                || Punycode.decode(lower.substring(INTERNATIONAL.length()))
                        .filter(WebAddress::isInternational)
                        .isPresent();
    }

    /** True for a label that has to be written in Punycode, and is in the only form in which it may be (UTS 46 §4.1). */
    private static boolean isInternational(String label) {
        return label.chars().anyMatch(unit -> unit >= 0x80)
                && label.codePoints().noneMatch(WebAddress::isForbidden)
                && !isMark(label.codePointAt(0))
                && !HiddenCharacters.in(label)
                && Normalizer.normalize(label, Normalizer.Form.NFKC).equals(label)
                && label.toLowerCase(Locale.ROOT).equals(label);
    }

    private static boolean isForbidden(int codePoint) {
        var isNoCharacter = (codePoint & 0xfffe) == 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef);
        return isNoCharacter
                || (codePoint < 0x80 && "-abcdefghijklmnopqrstuvwxyz0123456789".indexOf(codePoint) < 0)
                || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE
                || Character.getType(codePoint) == Character.PRIVATE_USE;
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }
}
