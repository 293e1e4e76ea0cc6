package dev.holdfast.http.header;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The field Content-Type of a request (RFC 9110 §8.3).
 *
 * @param mediaType the media type in lower case, without parameters; empty unless there is exactly one field line
 * @param charset the parameter charset
 */
public record ContentType(Optional<String> mediaType, Optional<String> charset) {

    private static final Set<String> JSON = Set.of("application/json", "application/merge-patch+json");

    private static final Pattern CHARSET =
            Pattern.compile(";[ \\t]*charset=(?:\"([^\"]+)\"|([^\"; \\t]+))", Pattern.CASE_INSENSITIVE);

    /** Reads all lines of the field. Never throws. */
    public static ContentType parse(List<String> lines) {
        return new ContentType(mediaType(lines), charset(lines));
    }

    /**
     * The media type and the charset in a form that is equal for equal types: in lower case, with UTF-8 left out, which every
     * format has if nothing else is said. Empty for JSON and for a merge patch, which mean the same as far as a request may have
     * either, and without the field.
     */
    public Optional<String> differentFromJson() {
        return mediaType
                .filter(type -> !JSON.contains(type))
                .map(type -> type
                        + charset.map(name -> name.toLowerCase(Locale.ROOT))
                                .filter(name -> !name.equals("utf-8"))
                                .map(name -> ";charset=" + name)
                                .orElse(""));
    }

    private static Optional<String> mediaType(List<String> lines) {
        return lines.size() == 1
                ? Optional.of(lines.get(0).split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static Optional<String> charset(List<String> lines) {
        var charset = CHARSET.matcher(String.join(",", lines));
        return charset.find()
                ? Optional.of(charset.group(1) == null ? charset.group(2) : charset.group(1))
                : Optional.empty();
    }
}
