package dev.holdfast.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.session.SessionSettings;
import dev.holdfast.application.session.Sessions;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.address.TrustedProxies;
import dev.holdfast.http.changes.StreamOptions;
import dev.holdfast.http.testing.EventReader;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import dev.holdfast.memory.MemoryDocumentStore;
import dev.holdfast.memory.MemorySessionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication and roles. */
final class AuthenticationTest {

    private static final StreamOptions STREAMS = StreamOptions.defaults().withHeartbeat(Duration.ofMillis(20));

    @TempDir
    private Path directory;

    private Path file;
    private TestServer server;
    private String reader = "";
    private String editor = "";
    private String admin = "";
    private String segment = "";

    @BeforeEach
    void start() throws IOException {
        file = directory.resolve("tokens");
        reader = TokenFile.add(file, "Rita", Role.READER, new SecureRandom());
        editor = TokenFile.add(file, "Ed the Second", Role.EDITOR, new SecureRandom());
        admin = TokenFile.add(file, "Ada", Role.ADMIN, new SecureRandom());
        var tokens = TokenFile.read(file, InstantSource.system(), Duration.ZERO);
        var sessions = new Sessions(new MemorySessionStore(), SessionSettings.defaults(), Instant::now);
        var options = ServerOptions.defaults()
                .withAuthentication(new Authentication.Tokens(tokens, Optional.of(sessions)))
                .withTrustedProxies(TrustedProxies.onLoopback())
                .withStreams(STREAMS);
        server = TestServer.start(tokens, options);
        var body = "{\"id\":\"d\",\"title\":\"\",\"mediaType\":\"text/plain\",\"segments\":[{\"content\":\"a\"}]}";
        assertThat(server.json("POST", "/api/documents", body, bearer(admin)).status())
                .isEqualTo(201);
        segment = "/api/segments/"
                + server.get("/api/documents/d/segments", bearer(reader))
                        .json()
                        .findValuesAsText("id")
                        .get(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private RawResponse save(String... headers) {
        var all = new ArrayList<>(List.of(headers));
        all.add("If-Match: *");
        return server.json("PATCH", segment, "{\"content\":\"b\"}", all.toArray(String[]::new));
    }

    private static Stream<String> closed() {
        var options = ServerOptions.defaults();
        var holdfast = Holdfast.over(
                new MemoryDocumentStore(), AccessPolicy.everyoneMayDoEverything(), Instant::now, () -> "id");
        return TestServer.resources(holdfast, options).stream()
                .filter(resource -> !resource.isOpen())
                .flatMap(resource ->
                        resource.endpoints().keySet().stream().map(method -> method + " " + resource.path()));
    }

    @ParameterizedTest
    @MethodSource("closed")
    void protected_resources_refuse_a_missing_or_unknown_token(String operation) {
        var method = operation.split(" ", 2)[0];
        var path = operation.split(" ", 2)[1].replaceAll("\\{[a-z]+}", "d");

        var without = server.send(method, path, List.of(), "");
        var wrong = server.send(method, path, List.of(bearer("x".repeat(43))), "");

        for (var response : List.of(without, wrong)) {
            assertThat(response.status()).isEqualTo(401);
            assertThat(response.problem()).isEqualTo("unauthenticated");
            assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(response.field("ETag")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/problems/gone", "/api/session"})
    void open_resources_need_no_token(String path) {
        assertThat(server.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "reader, GET, 200", "reader, PATCH, 403", "reader, DELETE, 403",
        "editor, GET, 200", "editor, PATCH, 200", "editor, DELETE, 403",
        "admin, GET, 200", "admin, PATCH, 200", "admin, DELETE, 204",
    })
    void each_role_has_its_permissions(String role, String method, int status) {
        var token = bearer(role.equals("reader") ? reader : role.equals("editor") ? editor : admin);

        var response = switch (method) {
            case "GET" -> server.get(segment, token);
            case "PATCH" -> save(token);
            default -> server.delete("/api/documents/d", token, "If-Match: *");
        };

        assertThat(response.status()).isEqualTo(status);
        if (status == 403) {
            assertThat(response.field("ETag")).isEmpty();
            assertThat(response.problem()).isEqualTo("access-denied");
            assertThat(response.json().get("detail").textValue())
                    .contains("the role " + (method.equals("PATCH") ? "editor" : "admin"));
        }
    }

    @Test
    void no_cache_keeps_a_version_for_the_next_person_who_signs_in() {
        var response = server.get(segment + "/revisions/1", bearer(reader));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void the_author_is_that_of_the_token_and_not_of_holdfast_author() {
        var saved = save(bearer(editor), "Holdfast-Author: Someone%20else");

        assertThat(saved.json().get("updatedBy").asText()).isEqualTo("Ed the Second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic eA==", "Bearer", "Bearer  ", "x", "Bearer \u00e4"})
    void a_malformed_authorization_field_is_refused(String field) {
        assertThat(server.get(segment, "Authorization: " + field).status()).isEqualTo(401);
    }

    @Test
    void a_browser_signs_in_edits_and_signs_out() {
        var signedIn = server.json("POST", "/api/session", "{\"token\":\"%s\"}".formatted(editor));
        var cookie = signedIn.header("Set-Cookie");
        var pair = "Cookie: other=1; " + cookie.split(";", 2)[0];

        assertThat(signedIn.status()).isEqualTo(204);
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain("Secure");
        assertThat(server.get("/api/session", pair).json().get("name").asText()).isEqualTo("Ed the Second");
        assertThat(server.get("/api/session", pair).json().get("role").asText()).isEqualTo("editor");
        assertThat(save(pair, "Origin: http://localhost").status()).isEqualTo(200);
        assertThat(server.delete("/api/session", pair, "Origin: http://localhost")
                        .header("Set-Cookie"))
                .contains("Max-Age=0");
    }

    @Test
    void under_tls_the_cookie_has_the_host_prefix() {
        var signedIn =
                server.json("POST", "/api/session", "{\"token\":\"%s\"}".formatted(editor), "X-Forwarded-Proto: https");

        assertThat(signedIn.header("Set-Cookie")).startsWith("__Host-").contains("; Secure");
        assertThat(server.get(
                                segment,
                                "X-Forwarded-Proto: https",
                                "Cookie: " + signedIn.header("Set-Cookie").split(";", 2)[0])
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-None: 1",
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://localhost:1",
                "Origin: http://evil-localhost",
                "Origin: http://evil.localhost",
                "Origin: http://localhost.evil.example",
                "Origin: http://host",
                "Origin: http://localhost\r\nOrigin: http://evil.example"
            })
    void a_cross_site_write_with_the_cookie_is_refused(String origin) {
        var signedIn = server.json("POST", "/api/session", "{\"token\":\"%s\"}".formatted(editor));
        var cookie = "Cookie: " + signedIn.header("Set-Cookie").split(";", 2)[0];

        assertThat(save(cookie, origin).status()).isEqualTo(403);
        assertThat(server.get(segment, cookie).json().get("content").asText()).isEqualTo("a");
    }

    @Test
    void an_unknown_token_cannot_sign_in() {
        var response = server.json("POST", "/api/session", "{\"token\":\"%s\"}".formatted("x".repeat(43)));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.field("Set-Cookie")).isEmpty();
        assertThat(server.get("/api/session").json().has("name")).isFalse();
    }

    @Test
    void a_token_removed_from_the_file_is_refused() throws IOException {
        var lines = Files.readAllLines(file);

        Files.write(file, lines.subList(1, lines.size()));

        assertThat(server.get(segment, bearer(reader)).status()).isEqualTo(401);
        assertThat(server.get(segment, bearer(editor)).status()).isEqualTo(200);
    }

    @Test
    void a_session_cookie_opens_a_change_stream() {
        var signedIn = server.json("POST", "/api/session", "{\"token\":\"%s\"}".formatted(reader));
        var cookie = "Cookie: " + signedIn.header("Set-Cookie").split(";", 2)[0];

        try (var events = EventReader.open(server, "d", cookie, "Sec-Fetch-Site: same-origin")) {
            assertThat(events.next().revision()).isEqualTo(1);
            save(bearer(editor));
            assertThat(events.next().json().get("author").asText()).isEqualTo("Ed the Second");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-None: 1", "Cookie: holdfast-session=x", "Authorization: Bearer x"})
    void a_change_stream_requires_authentication(String field) {
        try (var events = EventReader.open(server, "d", field)) {
            assertThat(events.head.status()).isEqualTo(401);
        }
    }

    @Test
    void removing_a_token_ends_its_streams() throws IOException {
        try (var events = EventReader.open(server, "d", bearer(reader));
                var others = EventReader.open(server, "d", bearer(editor))) {
            events.next();
            others.next();
            var lines = Files.readAllLines(file);

            Files.write(file, lines.subList(1, lines.size()));

            assertThat(events.nextUnlessEnded()).isEmpty();
            save(bearer(editor));
            assertThat(others.next().revision()).isEqualTo(2);
        }
    }

    @Test
    void replacing_a_token_ends_its_streams() throws IOException {
        try (var events = EventReader.open(server, "d", bearer(reader))) {
            events.next();
            var next = TokenFile.add(file, "Rita", Role.READER, new SecureRandom());
            var lines = Files.readAllLines(file);

            Files.write(file, lines.subList(1, lines.size()));

            assertThat(events.nextUnlessEnded()).isEmpty();
            try (var again = EventReader.open(server, "d", bearer(next))) {
                assertThat(again.next().revision()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_stream_behind_a_proxy_ends_and_resumes_without_a_gap() {
        var options = ServerOptions.defaults()
                .withAuthentication(new Authentication.UserHeader("X-User"))
                .withTrustedProxies(TrustedProxies.onLoopback())
                .withStreams(STREAMS.withTrust(Duration.ofMillis(100)));
        try (var behindProxy = TestServer.start(options)) {
            var body = "{\"id\":\"d\",\"title\":\"\",\"mediaType\":\"text/plain\"}";
            behindProxy.json("POST", "/api/documents", body, "X-User: ann");
            var seen = eventAfter("", behindProxy).id();

            try (var events = EventReader.open(behindProxy, "d", "X-User: ann", "Last-Event-ID: " + seen)) {
                assertThat(events.nextUnlessEnded()).isEmpty();
            }
            behindProxy.json("PATCH", "/api/documents/d", "{\"title\":\"T\"}", "If-Match: *", "X-User: ann");
            assertThat(eventAfter(seen, behindProxy).revision()).isEqualTo(2);
        }
    }

    /** The next event; opens another stream whenever one ends. */
    private static EventReader.Event eventAfter(String seen, TestServer server) {
        var event = Optional.<EventReader.Event>empty();
        while (event.isEmpty()) {
            try (var events = EventReader.open(server, "d", "X-User: ann", "Last-Event-ID: " + seen)) {
                event = events.nextUnlessEnded();
            }
        }
        return event.get();
    }

    @Test
    void no_token_is_in_the_file_or_in_a_response() throws IOException {
        assertThat(Files.readString(file)).doesNotContain(reader, editor, admin);
        assertThat(server.get("/api/session", bearer(admin)).toString()).doesNotContain(admin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "abc reader Ana", "%s boss Ana", "%s reader"})
    void a_malformed_tokens_file_is_refused_with_the_line(String content) throws IOException {
        var bad = directory.resolve("bad");
        Files.writeString(bad, "# people\n\n" + content.replace("%s", "0".repeat(64)));

        assertThatThrownBy(() -> TokenFile.read(bad))
                .isInstanceOf(UnusableTokens.class)
                .hasMessageContaining("Line 3");
    }

    @Test
    void a_proxy_names_the_user() {
        var options = ServerOptions.defaults()
                .withAuthentication(new Authentication.UserHeader("X-User"))
                .withTrustedProxies(TrustedProxies.onLoopback());
        try (var behindProxy = TestServer.start(options)) {
            var created = behindProxy.json(
                    "POST", "/api/documents", "{\"title\":\"\",\"mediaType\":\"text/plain\"}", "X-User: J%C3%BCrgen");

            assertThat(created.json().get("createdBy").asText()).isEqualTo("J\u00fcrgen");
            assertThat(behindProxy.get("/api/documents").status()).isEqualTo(401);
            assertThat(behindProxy
                            .get("/api/documents", "X-User: a", "X-User: b")
                            .status())
                    .isEqualTo(401);
            assertThat(behindProxy.get("/api/documents", "X-User: ").status()).isEqualTo(401);
        }
    }
}
