package dev.holdfast.http.resources;

import dev.holdfast.application.Documents;
import dev.holdfast.application.Export;
import dev.holdfast.application.ExportFormat;
import dev.holdfast.application.Formats;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.http.exchange.Body;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.header.EntityTag;
import dev.holdfast.http.representation.DroppedParts;
import dev.holdfast.http.representation.Representations;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Documents as files. */
public record ExportRoutes(Documents documents) {

    public List<Resource> resources() {
        return Formats.exports().stream()
                .map(format -> Resource.at("/api/documents/{id}/export." + format.extension())
                        .get(Endpoint.file(format.mediaType(), request -> export(request, format))
                                .query("speakers", "times")))
                .toList();
    }

    private Response export(Request request, ExportFormat format) {
        return current(request, format).orElseGet(() -> whole(request, format));
    }

    /** The response without a body, if the client has the file as it is: that takes the document alone. */
    private Optional<Response> current(Request request, ExportFormat format) {
        return request.namesVersions()
                ? Optional.of(documents.read(request.author(), request.document()))
                        .filter(document -> hasExport(document, format))
                        .flatMap(document -> Representations.current(request, document))
                : Optional.empty();
    }

    private static boolean hasExport(Document document, ExportFormat format) {
        return Formats.find(document.info().mediaType())
                .filter(type -> type.exports().stream()
                        .anyMatch(export -> export.extension().equals(format.extension())))
                .isPresent();
    }

    private Response whole(Request request, ExportFormat format) {
        try {
            return response(documents.export(
                    request.author(), request.document(), format.extension(), options(request), request.reading()));
        } catch (UnsupportedFormat e) {
            throw Problem.of(ProblemType.NOT_ACCEPTABLE, String.valueOf(e.getMessage()))
                    .asException();
        }
    }

    private static WriteOptions options(Request request) {
        return new WriteOptions(request.flag("speakers"), request.flag("times").orElse(false));
    }

    private static Response response(Export export) {
        var body = Body.text(export.format().mediaType() + ";charset=utf-8", export.text());
        var response = Response.representation(
                        body, EntityTag.of(export.document().tip()))
                .header("Content-Disposition", disposition(export));
        return DroppedParts.named(response, export.dropped());
    }

    /** The name twice, for those who do not read the extended form (RFC 6266 §4.3, RFC 8187). */
    private static String disposition(Export export) {
        var title = export.document().info().title();
        var name = title.isBlank() ? export.document().id().value() : title;
        var extension = "." + export.format().extension();
        var plain = name.replaceAll("[^A-Za-z0-9 _.-]", "_");
        return "attachment; filename=\"%s%s\"; filename*=UTF-8''%s%s"
                .formatted(plain, extension, percentEncoded(name.replace('/', '_')), extension);
    }

    private static String percentEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
