package dev.holdfast.http.resources;

import dev.holdfast.application.Documents;
import dev.holdfast.application.Export;
import dev.holdfast.application.ExportFormat;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.http.exchange.Body;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.header.EntityTag;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Documents as files. */
public record ExportRoutes(Documents documents) {

    private static final int MAX_DROPPED_LENGTH = 2_000;

    public List<Resource> resources() {
        return Arrays.stream(ExportFormat.values())
                .map(format -> Resource.at("/api/documents/{id}/export." + extension(format))
                        .get(Endpoint.file(format.mediaType(), request -> export(request, format))))
                .toList();
    }

    private static String extension(ExportFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    private Response export(Request request, ExportFormat format) {
        try {
            return response(documents.export(request.author(), request.document(), format));
        } catch (UnsupportedFormat e) {
            throw Problem.of(ProblemType.NOT_ACCEPTABLE, String.valueOf(e.getMessage()))
                    .asException();
        }
    }

    private static Response response(Export export) {
        var body = Body.text(export.format().mediaType() + ";charset=utf-8", export.text());
        var response = Response.representation(
                        body, EntityTag.of(export.document().tip()))
                .header("Content-Disposition", disposition(export));
        return export.dropped().isEmpty() ? response : response.header("Holdfast-Dropped", dropped(export.dropped()));
    }

    /** The name twice, for those who do not read the extended form (RFC 6266 §4.3, RFC 8187). */
    private static String disposition(Export export) {
        var title = export.document().info().title();
        var name = title.isBlank() ? export.document().id().value() : title;
        var extension = "." + extension(export.format());
        var plain = name.replaceAll("[^A-Za-z0-9 _.-]", "_");
        return "attachment; filename=\"%s%s\"; filename*=UTF-8''%s%s"
                .formatted(plain, extension, percentEncoded(name.replace('/', '_')), extension);
    }

    private static String percentEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    /** A list of texts, in which all but visible ASCII and whatever separates is percent-encoded. */
    private static String dropped(List<String> dropped) {
        var list = new StringBuilder();
        for (var item : dropped) {
            var encoded = percentEncoded(item).replace("%20", " ");
            if (list.length() + encoded.length() > MAX_DROPPED_LENGTH) {
                return list.append(", ...").toString();
            }
            list.append(list.isEmpty() ? "" : ", ").append(encoded);
        }
        return list.toString();
    }
}
