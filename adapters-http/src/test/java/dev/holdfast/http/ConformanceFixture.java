package dev.holdfast.http;

import dev.holdfast.http.testing.TestServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Stored state that each case of the conformance suite finds on the server.
 *
 * @param variables the variables of a case: <code>{segment}</code> the path of a segment that Ann has edited once, with
 *     <code>{tag}</code> now and <code>{old}</code> before, <code>{gone}</code> the path of a tombstone with
 *     <code>{gonetag}</code>, <code>{document}</code> and <code>{doctag}</code>
 */
record ConformanceFixture(TestServer server, Map<String, String> variables) {

    static ConformanceFixture on(TestServer server) {
        var variables = new HashMap<String, String>();
        var document = server.newDocument();
        var ids = server.document(document, "one", "gone");
        var segment = "/api/segments/" + ids.get(0);
        var gone = "/api/segments/" + ids.get(1);
        var old = server.get(segment).etag();
        var edit = List.of(
                "If-Match: " + old,
                "Holdfast-Author: Ann",
                "Idempotency-Key: \"used\"",
                "Content-Type: application/merge-patch+json");
        var nothing = List.of(
                "If-Match: " + old,
                "Holdfast-Author: Ann",
                "Idempotency-Key: \"nothing\"",
                "Content-Type: application/merge-patch+json");
        server.send("PATCH", segment, nothing, "{\"content\":\"one\"}");
        var edited = server.send("PATCH", segment, edit, "{\"content\":\"one two\"}");
        variables.put("segment", segment);
        variables.put("old", old);
        variables.put("tag", edited.etag());
        variables.put("id", ids.get(0));
        variables.put("gone", gone);
        variables.put("gonetag", server.delete(gone, "If-Match: *").etag());
        variables.put("document", "/api/documents/" + document);
        variables.put("doctag", server.get("/api/documents/" + document).etag());
        variables.put("edit", "{\"content\":\"four\"}");
        variables.put("escapedtag", edited.etag().replace("\"", "\\\""));
        variables.put("escapedold", old.replace("\"", "\\\""));
        server.later(Duration.ofSeconds(10));
        return new ConformanceFixture(server, Map.copyOf(variables));
    }

    String variable(String name) {
        return Objects.requireNonNull(variables.get(name), name);
    }

    String tag() {
        return variable("tag");
    }

    /** The current tag of the segment. */
    String currentTag() {
        return server.get(variable("segment")).etag();
    }
}
