package dev.holdfast.http.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.application.ExportFormat;
import dev.holdfast.application.Format;
import dev.holdfast.application.Formats;
import java.util.List;
import java.util.Locale;

/** The paths of the exports: one for each extension in the list of formats, made from a template in openapi.yaml. */
final class ExportPaths {

    private static final String TEMPLATE = "/api/documents/{id}/export.{extension}";

    private ExportPaths() {}

    /** Replaces the template, at its place among the paths. */
    static void expandIn(ObjectNode root) {
        var paths = root.objectNode();
        root.path("paths").properties().forEach(path -> {
            if (path.getKey().equals(TEMPLATE)) {
                Formats.exports()
                        .forEach(export -> paths.set(
                                TEMPLATE.replace("{extension}", export.extension()),
                                item(root, path.getValue(), export)));
            } else {
                paths.set(path.getKey(), path.getValue());
            }
        });
        root.set("paths", paths);
    }

    private static ObjectNode item(ObjectNode root, JsonNode template, ExportFormat export) {
        ObjectNode item = template.deepCopy();
        var extension = export.extension();
        var get = (ObjectNode) item.get("get");
        get.put("operationId", "export" + extension.substring(0, 1).toUpperCase(Locale.ROOT) + extension.substring(1));
        get.put("summary", "Export .%s (documents of %s)".formatted(extension, documents(extension)));
        var file = (ObjectNode) get.at("/responses/200");
        if (!isLossy(extension)) {
            ((ObjectNode) file.get("headers")).remove("Holdfast-Dropped");
        }
        var content = file.putObject("content").putObject(export.mediaType());
        content.putObject("schema").put("type", "string");
        if (root.path("components").path("examples").has("export." + extension)) {
            content.putObject("examples").set("file", OpenApi.reference(root, "examples/export." + extension));
        }
        return item;
    }

    /** The names of the formats of documents that have the export, as a list with "or". */
    private static String documents(String extension) {
        var names = Formats.all().stream()
                .filter(format -> !exports(format, extension).isEmpty())
                .map(Format::name)
                .toList();
        var last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    private static boolean isLossy(String extension) {
        return Formats.all().stream()
                .flatMap(format -> exports(format, extension).stream())
                .anyMatch(ExportFormat::lossy);
    }

    private static List<ExportFormat> exports(Format format, String extension) {
        return format.exports().stream()
                .filter(export -> export.extension().equals(extension))
                .toList();
    }
}
