package dev.holdfast.http.exchange;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The preference for the response to a write (RFC 7240 §4.2). */
public enum Prefer {
    /** No preference. */
    UNSPECIFIED(""),
    /** As little as possible. */
    MINIMAL("return=minimal"),
    /** The representation as it is afterwards; with 412, the current one (RFC 8144 §3.2). */
    REPRESENTATION("return=representation");

    /** One preference up to its parameters; a quoted value may hold commas. */
    private static final Pattern RETURN = Pattern.compile(
            "(?:^|,)[ \\t]*return[ \\t]*=[ \\t]*(?:\"([a-z]+)\"|([a-z]+))[ \\t]*(?=[,;]|$)", Pattern.CASE_INSENSITIVE);

    private final String applied;

    Prefer(String applied) {
        this.applied = applied;
    }

    /** The first preference counts; an unknown one is ignored (RFC 7240 §2). */
    static Prefer parse(List<String> lines) {
        var matcher = RETURN.matcher(String.join(",", lines));
        if (!matcher.find()) {
            return UNSPECIFIED;
        }
        var quoted = matcher.group(1);
        var value = (quoted == null ? matcher.group(2) : quoted).toLowerCase(Locale.ROOT);
        return switch (value) {
            case "minimal" -> MINIMAL;
            case "representation" -> REPRESENTATION;
            default -> UNSPECIFIED;
        };
    }

    /** The response to a write as the client prefers it. */
    public Response apply(Response full) {
        return switch (this) {
            case UNSPECIFIED -> full;
            case REPRESENTATION -> full.header("Preference-Applied", applied);
            case MINIMAL ->
                full.status(full.status() == 200 ? 204 : full.status())
                        .withoutBody()
                        .without("Content-Location")
                        .header("Preference-Applied", applied);
        };
    }

    /** The response without content, which is minimal already. */
    public Response ofNothing(Response nothing) {
        return this == MINIMAL ? nothing.header("Preference-Applied", applied) : nothing;
    }

    public String applied() {
        return applied;
    }
}
