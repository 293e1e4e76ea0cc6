package dev.holdfast.domain.captions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The text colours for which WebVTT has classes of its own (WebVTT §5, "Default CSS properties"). */
public final class Colours {

    private static final Map<String, String> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("white", "ffffff");
        BY_NAME.put("lime", "00ff00");
        BY_NAME.put("cyan", "00ffff");
        BY_NAME.put("red", "ff0000");
        BY_NAME.put("yellow", "ffff00");
        BY_NAME.put("magenta", "ff00ff");
        BY_NAME.put("blue", "0000ff");
        BY_NAME.put("black", "000000");
    }

    private Colours() {}

    /** The first of the classes that is a colour; empty if none is. */
    public static String amongst(List<String> classes) {
        return classes.stream().filter(BY_NAME::containsKey).findFirst().orElse("");
    }

    /** The six hexadecimal digits of a colour, red first. */
    public static String hexadecimal(String name) {
        return String.valueOf(BY_NAME.get(name));
    }

    /** The colour of a name or of {@code #RRGGBB}, with or without alpha; empty if WebVTT has no class for it. */
    public static Optional<String> named(String text) {
        var value = text.strip().toLowerCase(Locale.ROOT);
        if (BY_NAME.containsKey(value)) {
            return Optional.of(value);
        }
        var digits = value.startsWith("#") ? value.substring(1) : value;
        var opaque = digits.length() == 8 ? digits.substring(0, 6) : digits;
        return BY_NAME.entrySet().stream()
                .filter(entry -> entry.getValue().equals(opaque))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
