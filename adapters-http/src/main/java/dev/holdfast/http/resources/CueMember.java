package dev.holdfast.http.resources;

import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.CuePatch;
import dev.holdfast.http.exchange.Fields;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Member {@code cue} of a body: a merge patch (RFC 7396) of a cue, or a new cue.
 *
 * @param fields its members
 */
record CueMember(Fields fields) {

    private static final Cue EMPTY = new Cue(Optional.empty(), 0, 0, "", "");

    /**
     * The member of a body.
     *
     * @throws ProblemException if it is missing, or has unknown members
     */
    static CueMember of(Fields body) {
        return new CueMember(body.object("cue").only("identifier", "start", "end", "settings", "text"));
    }

    /**
     * The patch of an existing cue.
     *
     * @throws ProblemException naming a member that cannot be part of a cue
     */
    CuePatch patch() {
        var unnamed = fields.isNull("identifier") ? CuePatch.NOTHING.withoutIdentifier() : CuePatch.NOTHING;
        var identifier = fields.isNull("identifier") ? Optional.<String>empty() : fields.optionalText("identifier");
        var named = with(unnamed, "identifier", identifier, CuePatch::withIdentifier);
        var begun = with(named, "start", fields.optionalNumber("start"), CuePatch::withStartMillis);
        var ended = with(begun, "end", fields.optionalNumber("end"), CuePatch::withEndMillis);
        var set = with(ended, "settings", fields.optionalText("settings"), CuePatch::withSettings);
        return with(set, "text", fields.optionalText("text"), CuePatch::withText);
    }

    /**
     * The new cue.
     *
     * @throws ProblemException naming a member that is missing or cannot be part of a cue
     */
    Cue whole() {
        for (var name : List.of("start", "end", "text")) {
            if (!fields.has(name)) {
                throw fields.missing(name);
            }
        }
        return patch().applyTo(EMPTY);
    }

    private <T> CuePatch with(
            CuePatch patch, String name, Optional<T> value, BiFunction<CuePatch, T, CuePatch> setting) {
        try {
            return value.map(given -> setting.apply(patch, given)).orElse(patch);
        } catch (InvalidContent e) {
            throw fields.refused(name, "The member %s is not acceptable: %s.".formatted(fields.at(name), e.reason()));
        }
    }
}
