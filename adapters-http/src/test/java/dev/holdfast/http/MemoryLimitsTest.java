package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.Rules;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.auth.Role;
import dev.holdfast.http.auth.TokenFile;
import dev.holdfast.http.exchange.ConnectionLimits;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** http.md, Limits: no request, however it is made, takes more memory than the server has. */
final class MemoryLimitsTest {

    private static final int PAGE_CHARACTERS = 4_000_000;

    @Test
    void who_may_not_create_documents_is_refused_before_the_body_is_parsed(@TempDir Path folder) {
        var file = folder.resolve("tokens");
        var token = TokenFile.add(file, "Ana", Role.EDITOR, new SecureRandom());
        var tokens = TokenFile.read(file);
        var options = ServerOptions.defaults().withAuthentication(new Authentication.Tokens(tokens));
        try (var server = TestServer.start(tokens, options)) {
            var json = server.json("POST", "/api/documents", "{not JSON", "Authorization: Bearer " + token);
            var captions = server.send(
                    "POST",
                    "/api/documents",
                    List.of("Content-Type: text/vtt", "Authorization: Bearer " + token, "Idempotency-Key: \u00e4"),
                    "not WebVTT");

            assertThat(json.problem()).isEqualTo("access-denied");
            assertThat(captions.problem()).isEqualTo("access-denied");
        }
    }

    @Test
    void json_of_more_values_than_its_resource_can_use_is_refused_while_it_is_parsed() {
        try (var server = TestServer.start()) {
            var path = server.segment("d", "one");

            var patch = server.json("PATCH", path, "{\"x\":[" + "{},".repeat(1_000) + "0]}", "If-Match: *");
            var create = server.json("POST", "/api/documents", "{\"x\":[" + "{},".repeat(700_000) + "0]}");
            var batch = server.json(
                    "POST", "/api/documents/d/edits", "{\"edits\":[{\"x\":[" + "1,".repeat(1_300_000) + "0]}]}");

            for (var response : List.of(patch, create, batch)) {
                assertThat(response.status()).as(response.toString()).isEqualTo(413);
                assertThat(response.problem()).isEqualTo("content-too-large");
                assertThat(response.json().get("detail").textValue()).contains("more names and values");
            }
        }
    }

    @Test
    void the_largest_batch_has_few_enough_values() {
        var usual = Limits.defaults();
        var limits = new Limits(
                usual.urlBytes(),
                usual.headerBytes(),
                usual.importBytes(),
                usual.jsonBytes(),
                1_000,
                100,
                32,
                10,
                10,
                ConnectionLimits.defaults());
        var options = ServerOptions.defaults().withLimits(limits);
        try (var server = TestServer.start(Rules.defaults().withMaxSegments(1_002), options)) {
            server.film("film", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n");
            var cue = "{\"identifier\":\"%d\",\"start\":1,\"end\":2,\"settings\":\"line:0\",\"text\":\"a\"}";
            var insert = "{\"op\":\"insert\",\"id\":\"i%d\",\"after\":null,\"cue\":" + cue + "}";
            var edits = new ArrayList<String>();
            for (var i = 0; i < 1_000; i++) {
                edits.add(insert.formatted(i, i));
            }

            var response =
                    server.json("POST", "/api/documents/film/edits", "{\"edits\":[" + String.join(",", edits) + "]}");

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.json().get("segments")).hasSize(1_000);
        }
    }

    private static TestServer withSegments(int max) {
        return TestServer.start(Rules.defaults().withMaxSegments(max), ServerOptions.defaults());
    }

    private static void requireTooMany(RawResponse response, int max) {
        assertThat(response.status()).as(response.toString()).isEqualTo(413);
        assertThat(response.problem()).isEqualTo("too-many-segments");
        assertThat(response.json().get("maxSegments").asInt()).isEqualTo(max);
        assertThat(response.json().get("detail").textValue()).contains("more than " + max);
    }

    private static final String CUE = "\n00:01.000 --> 00:02.000\nHi\n";

    @Test
    void a_file_with_more_blocks_than_a_document_may_have_is_refused() {
        try (var server = withSegments(4)) {
            var type = List.of("Content-Type: text/vtt");
            var subRip = List.of("Content-Type: application/x-subrip");
            var caption = "1\n00:00:01,000 --> 00:00:02,000\nHi\n\n";

            var fits = server.send("POST", "/api/documents", type, "WEBVTT\n" + CUE.repeat(3));
            var cues = server.send("POST", "/api/documents", type, "WEBVTT\n" + CUE.repeat(4));
            var blocks = server.send("POST", "/api/documents", type, "WEBVTT\n" + "\na\n".repeat(3_000_000));
            var captions = server.send("POST", "/api/documents", subRip, caption.repeat(4));

            assertThat(fits.status()).isEqualTo(201);
            assertThat(server.send("POST", "/api/documents", subRip, caption.repeat(3))
                            .status())
                    .isEqualTo(201);
            List.of(cues, blocks, captions).forEach(response -> requireTooMany(response, 4));
        }
    }

    @Test
    void a_document_does_not_grow_beyond_its_limit() {
        try (var server = withSegments(3)) {
            var ids = server.document("d", "one", "two", "three");
            var insert = "{\"op\":\"insert\",\"content\":\"four\"}";
            var delete = "{\"op\":\"delete\",\"id\":\"%s\",\"ifMatch\":%s}"
                    .formatted(
                            ids.get(0),
                            server.get("/api/segments/" + ids.get(0)).json().get("etag"));
            var edits = "/api/documents/d/edits";
            var created = server.json(
                    "POST",
                    "/api/documents",
                    "{\"title\":\"\",\"mediaType\":\"text/plain\",\"segments\":[{%1$s},{%1$s},{%1$s},{%1$s}]}"
                            .formatted("\"content\":\"a\""));

            requireTooMany(created, 3);
            requireTooMany(server.json("POST", "/api/documents/d/segments", "{\"content\":\"four\"}"), 3);
            requireTooMany(server.json("POST", edits, "{\"edits\":[" + insert + "]}"), 3);
            var exchanged = server.json("POST", edits, "{\"edits\":[" + insert + "," + delete + "]}");
            assertThat(exchanged.status()).as(exchanged.toString()).isEqualTo(200);
            var tag = server.get("/api/segments/" + ids.get(0)).json().get("etag");
            var restore = "{\"edits\":[{\"op\":\"restore\",\"id\":\"%s\",\"ifMatch\":%s}]}".formatted(ids.get(0), tag);
            requireTooMany(server.json("POST", edits, restore), 3);
        }
    }

    @Test
    void a_cue_is_not_split_beyond_the_limit() {
        try (var server = withSegments(2)) {
            var cue = server.film("film", "WEBVTT\n\n00:01.000 --> 00:03.000\nHi you\n")
                    .get(1);
            var tag = server.get("/api/segments/" + cue).json().get("etag");
            var split = "{\"edits\":[{\"op\":\"split\",\"id\":\"%s\",\"ifMatch\":%s,\"at\":2000,\"offset\":3}]}";

            requireTooMany(server.json("POST", "/api/documents/film/edits", split.formatted(cue, tag)), 2);
        }
    }

    @Test
    void a_batch_is_as_large_as_the_number_of_cues_that_it_edits() {
        var usual = Limits.defaults();
        var limits = new Limits(
                usual.urlBytes(),
                usual.headerBytes(),
                usual.importBytes(),
                usual.jsonBytes(),
                3,
                100,
                32,
                10,
                10,
                ConnectionLimits.defaults());
        try (var server = TestServer.start(ServerOptions.defaults().withLimits(limits))) {
            var ids = server.film("film", "WEBVTT\n" + CUE.repeat(4));
            var cues = new ArrayList<String>();
            for (var id : ids.subList(1, 5)) {
                cues.add("{\"id\":\"%s\",\"ifMatch\":%s}"
                        .formatted(id, server.get("/api/segments/" + id).json().get("etag")));
            }
            var shift = "{\"edits\":[{\"op\":\"shift\",\"by\":1000,\"cues\":[%s]}]}";

            var four = server.json("POST", "/api/documents/film/edits", shift.formatted(String.join(",", cues)));
            var three = server.json(
                    "POST", "/api/documents/film/edits", shift.formatted(String.join(",", cues.subList(0, 3))));

            assertThat(four.status()).isEqualTo(413);
            assertThat(four.json().get("maxEdits").asInt()).isEqualTo(3);
            assertThat(three.status()).as(three.toString()).isEqualTo(200);
        }
    }

    /** All items of a list, read page by page. */
    private static List<String> readAll(TestServer server, String path, String list, String parameter, String member) {
        var items = new ArrayList<String>();
        var query = "?limit=100";
        while (true) {
            var page = server.get(path + query);
            var found = page.json().get(list);
            assertThat(page.status()).isEqualTo(200);
            assertThat(found.findValuesAsText("content").stream()
                            .mapToInt(String::length)
                            .sum())
                    .isBetween(1, PAGE_CHARACTERS);
            found.forEach(item -> items.add(item.get(member).asText()));
            if (!page.json().has("next")) {
                return items;
            }
            query = "?limit=100&%s=%s"
                    .formatted(parameter, page.json().get("next").asText());
        }
    }

    @Test
    void pages_are_short_where_texts_are_long() {
        var text = "x".repeat(200_000);
        try (var server = TestServer.start()) {
            var texts = new String[45];
            Arrays.fill(texts, text);
            var ids = server.document("many", texts);
            var path = server.segment("one", "first");
            for (var i = 0; i < 44; i++) {
                server.json("PATCH", path, "{\"content\":\"%d%s\"}".formatted(i, text), "If-Match: *");
            }

            var segments = readAll(server, "/api/documents/many/segments", "segments", "after", "id");
            var commits = readAll(server, "/api/documents/one/changes", "commits", "since", "revision");
            var revisions = readAll(server, path + "/revisions", "revisions", "after", "version");

            assertThat(segments).hasSize(45).doesNotHaveDuplicates().startsWith(ids.get(0));
            assertThat(commits).hasSize(45).startsWith("1", "2").endsWith("45");
            assertThat(revisions).hasSize(45).startsWith("45", "44").endsWith("1");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class, NoClassDefFoundError.class})
    void an_error_of_the_virtual_machine_is_answered_with_a_problem(Class<? extends Error> type) {
        try (var server = TestServer.start((author, action, document) -> {
            throw error(type);
        })) {
            var response = server.get("/api/documents/doc", "Holdfast-Request-Id: mine");

            assertThat(response.status()).isEqualTo(500);
            assertThat(response.problem()).isEqualTo("internal-error");
            assertThat(response.json().get("requestId").textValue()).isEqualTo("mine");
            assertThat(server.get("/health/live").status()).isEqualTo(200);
        }
    }

    private static Error error(Class<? extends Error> type) {
        try {
            return type.getConstructor(String.class).newInstance("for a test");
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_error_response_shows_only_the_beginning_of_what_was_sent() {
        try (var server = TestServer.start()) {
            var path = server.segment("d", "one");
            var names = new StringBuilder("{");
            for (var i = 0; i < 400; i++) {
                names.append("\"%d%s\":1,".formatted(i, "n".repeat(900)));
            }
            var large = "o".repeat(1_000_000);
            var responses = List.of(
                    server.json("PATCH", path, names + "\"x\":1}", "If-Match: *"),
                    server.json("POST", "/api/documents/d/edits", "{\"edits\":[{\"op\":\"" + large + "\"}]}"),
                    server.json("POST", "/api/documents/d/edits", "{\"edits\":[" + names + "\"op\":\"delete\"}]}"),
                    server.send("POST", "/api/documents", List.of("Content-Type: application/x-subrip"), large),
                    server.send("POST", "/api/documents", List.of("Content-Type: text/vtt"), large),
                    server.send(
                            "POST",
                            "/api/documents",
                            List.of("Content-Type: text/vtt;charset=" + "c".repeat(6_000)),
                            "WEBVTT"));

            for (var response : responses) {
                assertThat(response.status()).isBetween(400, 422);
                assertThat(response.body()).hasSizeLessThan(3_000);
            }
        }
    }
}
