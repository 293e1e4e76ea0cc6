package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.GuardPolicy;
import dev.holdfast.http.address.TrustedProxies;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.testing.EventReader;
import dev.holdfast.http.testing.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Metrics after real requests. */
final class MetricsTest {

    private static final String EDIT = "{\"content\":\"two\"}";

    private final TestServer server = TestServer.start(GuardPolicy.OPTIONAL);
    private final String path = server.segment(server.newDocument(), "one");

    @AfterEach
    void stop() {
        server.close();
    }

    private double value(String series) {
        return value(server, series);
    }

    private static double value(TestServer server, String series) {
        var line = Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(server.get("/metrics").body());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }

    /** A request is counted after its response was sent, so the count is awaited. */
    private void awaitCount(String labels, int count) {
        var series = "holdfast_http_requests_seconds_count{%s}".formatted(labels);
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (value(series) < count && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        assertThat(value(series)).as(server.get("/metrics").body()).isEqualTo(count);
    }

    @Test
    void metrics_have_the_format_of_prometheus() {
        var response = server.get(
                "/metrics",
                "Accept: application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body()).contains("# TYPE holdfast_commits_total counter", "holdfast_followers 0");
    }

    @Test
    void commits_are_counted_without_writes_that_change_nothing() {
        assertThat(value("holdfast_commits_total")).isEqualTo(1);
        var tag = server.get(path).etag();

        server.json("PATCH", path, EDIT, "If-Match: " + tag);
        server.json("PATCH", path, EDIT, "If-Match: *");

        assertThat(value("holdfast_commits_total")).isEqualTo(2);
    }

    @Test
    void stale_writes_are_counted_as_conflicts() {
        var tag = server.get(path).etag();
        server.json("PATCH", path, "{\"content\":\"1\"}", "If-Match: " + tag);

        server.json("PATCH", path, EDIT, "If-Match: " + tag);
        server.json("PATCH", path, EDIT, "If-Match: " + tag, "Prefer: return=representation");
        server.json(
                "POST",
                path + "/merge",
                "{\"base\":\"\\\"%s\\\"\",\"content\":\"2\"}".formatted(tag.replace("\"", "")));
        server.get(path, "If-Match: " + tag);

        assertThat(value("holdfast_conflicts_total")).isEqualTo(3);
    }

    @Test
    void replays_are_not_counted_as_commits() {
        var headers = new String[] {"If-Match: " + server.get(path).etag(), "Idempotency-Key: k"};

        server.json("PATCH", path, EDIT, headers);
        server.json("PATCH", path, EDIT, headers);

        assertThat(value("holdfast_replays_total")).isEqualTo(1);
        assertThat(value("holdfast_commits_total")).isEqualTo(2);
    }

    @Test
    void unguarded_writes_are_counted_unless_they_need_no_guard() {
        var segment = path.substring(path.lastIndexOf('/') + 1);
        var document = "/api/documents/" + segment.substring(0, segment.indexOf('.'));
        var tag = server.get(path).etag();

        server.json("PATCH", path, EDIT);
        server.json("PATCH", document, "{\"title\":\"Other\"}");
        server.json(
                "POST",
                document + "/edits",
                "{\"edits\":[{\"op\":\"replace\",\"id\":\"%s\",\"content\":\"3\"}]}".formatted(segment));
        server.json("POST", document + "/segments", EDIT);
        server.json(
                "POST",
                path + "/merge",
                "{\"base\":\"\\\"%s\\\"\",\"content\":\"one\"}".formatted(tag.replace("\"", "")));
        server.json("PATCH", path, EDIT, "If-Match: *");
        server.json("PATCH", path, "{\"content\":1}");
        assertThat(value("holdfast_unguarded_writes_total")).isEqualTo(4);
        server.delete(path);

        assertThat(value("holdfast_unguarded_writes_total")).isEqualTo(5);
    }

    @Test
    void an_unguarded_write_that_changes_nothing_is_not_counted() {
        var other = server.segment(server.newDocument(), "one");
        var document = other.substring(other.lastIndexOf('/') + 1, other.lastIndexOf('.'));
        var second = server.json("POST", "/api/documents/" + document + "/segments", EDIT)
                .json();
        var commits = value("holdfast_commits_total");

        server.json("PATCH", other, "{\"content\":\"one\"}");
        server.json("PATCH", "/api/documents/" + document, "{\"title\":\"Title\"}");
        server.json("POST", "/api/documents/" + document + "/edits", """
                {"edits":[{"op":"replace","id":"%s","content":"one"},
                {"op":"replace","id":"%s","content":"2","ifMatch":%s}]}""".formatted(
                other.substring(other.lastIndexOf('/') + 1), second.get("id").textValue(), second.get("etag")));

        assertThat(value("holdfast_unguarded_writes_total")).isZero();
        assertThat(value("holdfast_commits_total")).isEqualTo(commits + 1);
    }

    @Test
    void two_servers_with_the_same_options_have_separate_metrics() {
        var options = ServerOptions.defaults();
        try (var one = TestServer.start(options);
                var two = TestServer.start(options)) {
            one.document("d", "one");
            two.document("d", "one");
            two.segment("e", "two");
            try (var events = EventReader.open(two, "d")) {
                events.next();

                assertThat(value(one, "holdfast_followers")).isZero();
                assertThat(value(two, "holdfast_followers")).isEqualTo(1);
                assertThat(value(one, "holdfast_commits_total")).isEqualTo(1);
                assertThat(value(two, "holdfast_commits_total")).isEqualTo(2);
            }
        }
    }

    @Test
    void followers_are_the_open_change_streams() {
        var document = server.newDocument();
        server.document(document, "one");

        try (var events = EventReader.open(server, document)) {
            events.next();

            assertThat(value("holdfast_followers")).isEqualTo(1);
        }
    }

    @Test
    void requests_are_counted_by_method_route_and_status_class() {
        server.get(path);
        server.get(path, "If-None-Match: *");
        server.get(path + "0");
        server.send("BREW", "/secret", List.of(), "");
        server.get("/secret");
        server.raw("GET / HTTP/1.1\r\nHost: localhost\r\nHost: secret\r\nConnection: close\r\n\r\n");

        awaitCount("method=\"GET\",route=\"/api/segments/{id}\",status=\"2xx\"", 1);
        awaitCount("method=\"GET\",route=\"/api/segments/{id}\",status=\"3xx\"", 1);
        awaitCount("method=\"GET\",route=\"/api/segments/{id}\",status=\"4xx\"", 1);
        awaitCount("method=\"POST\",route=\"/api/documents\",status=\"2xx\"", 1);
        awaitCount("method=\"other\",route=\"none\",status=\"5xx\"", 1);
        awaitCount("method=\"GET\",route=\"none\",status=\"4xx\"", 2);
        assertThat(server.get("/metrics").body())
                .contains("holdfast_http_requests_seconds_bucket{")
                .doesNotContain("secret")
                .doesNotContain(path.substring(path.lastIndexOf('/')));
    }

    @Test
    void metrics_require_authentication() throws IOException {
        var options = ServerOptions.defaults()
                .withAuthentication(new Authentication.UserHeader("X-User"))
                .withTrustedProxies(TrustedProxies.onLoopback());
        try (var closed = TestServer.start(AccessPolicy.everyoneMayDoEverything(), options)) {
            assertThat(closed.get("/metrics").status()).isEqualTo(401);
            assertThat(closed.get("/metrics", "X-User: ann").status()).isEqualTo(200);
        }
    }
}
