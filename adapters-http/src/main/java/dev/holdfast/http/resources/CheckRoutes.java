package dev.holdfast.http.resources;

import dev.holdfast.application.Captions;
import dev.holdfast.application.CheckedDocument;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.Finding;
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
                .get(Endpoint.json(this::checks).query("profile")));
    }

    /**
     * JSON of a finding in one segment.
     *
     * @param etag the version with the finding
     * @param value the measured value; null for a syntax error
     * @param limit the limit of the value; null for a syntax error
     */
    private record FindingJson(
            String id,
            String etag,
            String rule,
            int line,
            int column,
            @Nullable Double value,
            @Nullable Double limit,
            String message) {

        static FindingJson of(CheckedDocument.Found found) {
            var finding = found.finding();
            return new FindingJson(
                    found.segment().toString(),
                    EntityTag.of(found.hash()).toString(),
                    finding.rule().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    finding.line(),
                    finding.column(),
                    finding.measure().map(Finding.Measure::value).orElse(null),
                    finding.measure().map(Finding.Measure::limit).orElse(null),
                    finding.message());
        }
    }

    private record ChecksJson(long revision, String profile, List<FindingJson> findings) {}

    private Response checks(Request request) {
        var profile = request.query("profile").orElse(CheckProfile.DEFAULT.name());
        var checked = captions.checks(request.author(), request.document(), profile, request.reading());
        var body = Json.body(new ChecksJson(
                checked.document().revision(),
                profile,
                checked.findings().stream().map(FindingJson::of).toList()));
        return Response.representation(body, EntityTag.ofBytes(body.bytes()));
    }
}
