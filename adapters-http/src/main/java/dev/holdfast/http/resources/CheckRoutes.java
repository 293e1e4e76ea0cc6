package dev.holdfast.http.resources;

import dev.holdfast.application.Captions;
import dev.holdfast.application.CheckedDocument;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.Finding;
import dev.holdfast.domain.cue.Fix;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.header.EntityTag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Handler of the caption checks. */
public record CheckRoutes(Captions captions) {

    public List<Resource> resources() {
        return List.of(Resource.at("/api/documents/{id}/checks")
                .get(Endpoint.json(this::checks).query("profile", "fixes")));
    }

    /**
     * JSON of a finding in one segment.
     *
     * @param etag the version with the finding
     * @param value the measured value; null for a rule without one
     * @param limit the limit of the value; null for a rule without one
     * @param fixable true if the server knows edits that end the finding
     * @param fix those edits, as a batch of edits takes them; null if they were not asked for
     */
    private record FindingJson(
            String id,
            String etag,
            String rule,
            int line,
            int column,
            @Nullable Double value,
            @Nullable Double limit,
            String message,
            boolean fixable,
            @Nullable List<EditJson> fix) {

        static FindingJson of(CheckedDocument.Found found, boolean withFix) {
            var finding = found.finding();
            return new FindingJson(
                    found.segment().toString(),
                    EntityTag.of(found.hash()).toString(),
                    finding.rule().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    finding.line(),
                    finding.column(),
                    finding.measure().map(Finding.Measure::value).orElse(null),
                    finding.measure().map(Finding.Measure::limit).orElse(null),
                    finding.message(),
                    found.fixed().isPresent(),
                    withFix ? found.fixed().map(EditJson::of).orElse(null) : null);
        }
    }

    /** JSON of an edit in a batch. */
    private record EditJson(
            String op,
            @Nullable String id,
            @Nullable String ifMatch,
            @Nullable String after,
            @Nullable String content) {

        static List<EditJson> of(CheckedDocument.Fixed fixed) {
            var id = fixed.segment().toString();
            var tag = EntityTag.of(fixed.hash()).toString();
            var deletion = new EditJson("delete", id, tag, null, null);
            if (fixed.fix() instanceof Fix.Replacement replacement) {
                return List.of(new EditJson(
                        "replace", id, tag, null, replacement.content().text()));
            }
            return fixed.fix() instanceof Fix.NewCue cue
                    ? List.of(
                            new EditJson("insert", null, null, id, cue.content().text()), deletion)
                    : List.of(deletion);
        }
    }

    private record ChecksJson(long revision, String profile, List<FindingJson> findings) {}

    private Response checks(Request request) {
        var profile = request.query("profile").orElse(CheckProfile.DEFAULT.name());
        var checked = captions.checks(request.author(), request.document(), profile, request.reading());
        var withFixes = request.flag("fixes").orElse(false);
        var findings = checked.findings().stream()
                .map(found -> FindingJson.of(found, withFixes))
                .toList();
        var body = Json.body(new ChecksJson(checked.document().revision(), profile, findings));
        return Response.representation(body, EntityTag.ofBytes(body.bytes()));
    }
}
