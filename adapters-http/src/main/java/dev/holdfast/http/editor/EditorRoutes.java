package dev.holdfast.http.editor;

import dev.holdfast.domain.NotFound;
import dev.holdfast.http.exchange.Body;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Handlers of the web editor's files. The editor is one page: its state is in the fragment, which is never sent. */
public final class EditorRoutes {

    /** Scripts are files of the editor only. Components set inline styles. */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "media-src 'self' blob: http: https:",
            "connect-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private static final String WITHOUT_EDITOR = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Holdfast</title></head>
            <body>
            <h1>Holdfast</h1>
            <p>This server was built without the web editor. Its documents are at <a href="/api/documents">/api/documents</a>.
            Build it without -Dskip.web to include the editor.</p>
            </body>
            </html>
            """;

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    private final String folder;
    private final Map<String, EditorFile> files = new ConcurrentHashMap<>();

    public EditorRoutes(String folder) {
        this.folder = folder;
    }

    /** Open to everyone: people sign in on the page, and the files hold nothing of the documents. */
    public List<Resource> resources() {
        return List.of(
                Resource.at("/").open().get(Endpoint.file("text/html", this::page)),
                Resource.at("/favicon.svg").open().get(endpoint(request -> revalidated(request, "favicon.svg"))),
                Resource.at("/licenses.md").open().get(endpoint(request -> revalidated(request, "licenses.md"))),
                Resource.at("/sample/{name}")
                        .open()
                        .get(endpoint(request -> revalidated(request, "sample/" + request.parameter("name")))),
                Resource.at("/assets/{name}").open().get(endpoint(this::asset)));
    }

    private static Endpoint endpoint(Endpoint.Handler handler) {
        return new Endpoint(handler, List.of());
    }

    private Response page(Request request) {
        var response = file("index.html")
                .map(file -> file.response(request))
                .orElseGet(() -> Response.of(200).body(Body.text("text/html; charset=utf-8", WITHOUT_EDITOR)));
        return response.header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Referrer-Policy", "same-origin");
    }

    /** A file whose name stays the same when its content changes. */
    private Response revalidated(Request request, String name) {
        return existing(request, name).header("Cache-Control", "no-cache");
    }

    /** A file whose name contains a hash of its content. */
    private Response asset(Request request) {
        return existing(request, "assets/" + request.parameter("name"))
                .header("Cache-Control", "public, max-age=31536000, immutable");
    }

    private Response existing(Request request, String name) {
        return file(name).orElseThrow(() -> new NotFound("file", name)).response(request);
    }

    private Optional<EditorFile> file(String name) {
        if (!FILE_NAME.matcher(name.substring(name.indexOf('/') + 1)).matches()) {
            return Optional.empty();
        }
        var known = files.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        var read = EditorFile.read(folder + "/" + name);
        read.ifPresent(file -> files.put(name, file));
        return read;
    }
}
