package dev.holdfast.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.address.AddressRange;
import dev.holdfast.http.address.TrustedProxies;
import dev.holdfast.http.testing.LoggedLines;
import dev.holdfast.http.testing.LoggedRequests;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users and roles that a reverse proxy names. */
final class ProxyUserTest {

    private static final TrustedProxies ELSEWHERE = new TrustedProxies(List.of(AddressRange.parse("10.0.0.0/8")));
    private static final String DOCUMENT =
            "{\"id\":\"d\",\"title\":\"\",\"mediaType\":\"text/plain\",\"segments\":[{\"content\":\"a\"}]}";

    private final LoggedLines events = new LoggedLines();

    @AfterEach
    void stop() {
        events.close();
    }

    private static TestServer server(TrustedProxies proxies, ProxyRoles roles) {
        return TestServer.start(
                roles,
                ServerOptions.defaults()
                        .withAuthentication(new Authentication.UserHeader("X-User", roles))
                        .withTrustedProxies(proxies));
    }

    private static TestServer trusting(ProxyRoles roles) {
        return server(TrustedProxies.onLoopback(), roles);
    }

    private static ProxyRoles.OfField roleField() {
        return new ProxyRoles.OfField("X-Role", Role.EDITOR);
    }

    private static RawResponse create(TestServer server, String... headers) {
        return server.json("POST", "/api/documents", DOCUMENT, headers);
    }

    // Trust

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-User: ann",
                "X-User: ",
                "X-Role: admin",
                "x-user: ann\r\nX-Forwarded-For: 10.0.0.1",
                "X-User: ann\r\nForwarded: for=10.0.0.1"
            })
    void a_field_of_the_proxy_is_refused_from_everyone_else(String fields) {
        try (var server = server(ELSEWHERE, roleField())) {
            var response = server.get("/api/documents", fields.split("\r\n"));

            assertThat(response.status()).isEqualTo(401);
            assertThat(response.problem()).isEqualTo("unauthenticated");
            assertThat(response.json().get("detail").asText()).contains("--trusted-proxy");
        }
    }

    @Test
    void without_that_field_a_stranger_is_not_authenticated() {
        try (var server = server(ELSEWHERE, roleField())) {
            var response = server.get("/api/documents", "X-Forwarded-For: 10.0.0.1");

            assertThat(response.status()).isEqualTo(401);
            assertThat(events.lines()).isEmpty();
        }
    }

    @Test
    void a_server_that_trusts_nobody_refuses_the_field() {
        try (var server = server(TrustedProxies.none(), roleField())) {
            assertThat(server.get("/api/documents", "X-User: ann").status()).isEqualTo(401);
            assertThat(create(server, "X-User: ann", "X-Role: admin").status()).isEqualTo(401);
            assertThat(server.get("/api/session", "X-User: ann").json().has("name"))
                    .isFalse();
            assertThat(server.get("/health/live", "X-User: ann").status()).isEqualTo(200);
        }
    }

    @Test
    void refused_fields_are_told_once_a_minute_for_an_address() {
        try (var server = server(ELSEWHERE, roleField())) {
            for (var i = 0; i < 5; i++) {
                server.get(
                        "/api/documents",
                        "X-User: mallory",
                        "X-Forwarded-For: 6.6.6." + i,
                        "Holdfast-Request-Id: r" + i);
            }

            assertThat(events.lines())
                    .containsExactly("proxy-field-refused field=X-User address=127.0.0.1 requestId=r0");
        }
    }

    // Names

    @ParameterizedTest
    @ValueSource(strings = {"J%C3%BCrgen", "a", "Doe, Jane", "ann@example.org", "a+b", "Ann%20B"})
    void a_user_is_named_in_percent_encoded_utf8(String name) {
        try (var server = trusting(new ProxyRoles.Same(Role.ADMIN))) {
            assertThat(create(server, "X-User: " + name).status()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "%20",
                "%20ann",
                "ann%20",
                "ann%0A",
                "ann%00",
                "ann%1B[31m",
                "ann%E2%80%AE",
                "ann%E2%80%8B",
                "%C3",
                "%FF",
                "100%",
                "J\u00fcrgen",
            })
    void a_name_that_cannot_be_read_is_nobody(String name) {
        try (var server = trusting(roleField())) {
            var response = server.get("/api/documents", "X-User: " + name, "Holdfast-Request-Id: r");

            assertThat(response.status()).isEqualTo(401);
            assertThat(response.json().get("detail").asText()).contains("one field X-User, in percent-encoded UTF-8");
            assertThat(events.lines()).containsExactly("user-unreadable field=X-User address=127.0.0.1 requestId=r");
        }
    }

    @Test
    void a_name_has_its_longest_length_and_one_line() {
        try (var server = trusting(roleField())) {
            assertThat(server.get("/api/documents", "X-User: " + "a".repeat(64)).status())
                    .isEqualTo(200);
            assertThat(server.get("/api/documents", "X-User: " + "a".repeat(65)).status())
                    .isEqualTo(401);
            assertThat(server.get("/api/documents", "X-User: ann", "X-User: ann")
                            .status())
                    .isEqualTo(401);
        }
    }

    // Roles

    @Test
    void without_a_source_of_roles_everybody_is_an_editor_and_nobody_an_admin() {
        var scheme = new Authentication.UserHeader("X-User");
        try (var server = TestServer.start(
                scheme.accessPolicy(),
                ServerOptions.defaults().withAuthentication(scheme).withTrustedProxies(TrustedProxies.onLoopback()))) {
            assertThat(create(server, "X-User: ann").status()).isEqualTo(403);
            assertThat(server.get("/api/session", "X-User: ann")
                            .json()
                            .get("role")
                            .asText())
                    .isEqualTo("editor");
            assertThat(events.lines())
                    .singleElement()
                    .asString()
                    .startsWith("access-refused name=ann verified=true method=POST address=127.0.0.1 requestId=");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "reader, reader",
        "editor, editor",
        "admin, admin",
        "Admin, admin",
        "' admin ', admin",
        "boss, reader",
        "'', reader",
        "'reader,admin', reader",
        "'admin, admin', reader",
        "administrator, reader",
        "%61dmin, reader",
    })
    void a_role_comes_from_its_field(String sent, String role) {
        try (var server = trusting(roleField())) {
            var session = server.get("/api/session", "X-User: ann", "X-Role: " + sent);

            assertThat(session.json().get("role").asText()).isEqualTo(role);
            assertThat(create(server, "X-User: ann", "X-Role: " + sent).status())
                    .isEqualTo(role.equals("admin") ? 201 : 403);
        }
    }

    @Test
    void an_unknown_role_is_told_without_its_value() {
        try (var server = trusting(roleField())) {
            server.get("/api/documents", "X-User: ann", "X-Role: s3cret", "Holdfast-Request-Id: r");

            assertThat(events.lines())
                    .containsExactly("role-unreadable field=X-Role name=ann role=reader address=127.0.0.1 requestId=r");
        }
    }

    @Test
    void two_lines_of_a_role_are_the_least_and_none_is_the_usual_one() {
        try (var server = trusting(roleField())) {
            assertThat(server.get("/api/session", "X-User: ann", "X-Role: admin", "X-Role: admin")
                            .json()
                            .get("role")
                            .asText())
                    .isEqualTo("reader");
            assertThat(server.get("/api/session", "X-User: ann")
                            .json()
                            .get("role")
                            .asText())
                    .isEqualTo("editor");
        }
    }

    @Test
    void the_role_of_the_latest_request_holds_and_each_person_has_an_own_one() {
        try (var server = trusting(roleField())) {
            assertThat(create(server, "X-User: ann", "X-Role: admin").status()).isEqualTo(201);
            var segment = "/api/segments/"
                    + server.get("/api/documents/d/segments", "X-User: ben", "X-Role: reader")
                            .json()
                            .findValue("id")
                            .asText();

            var byReader = server.json(
                    "PATCH", segment, "{\"content\":\"b\"}", "If-Match: *", "X-User: ben", "X-Role: reader");
            var byEditor = server.json(
                    "PATCH", segment, "{\"content\":\"b\"}", "If-Match: *", "X-User: ben", "X-Role: editor");
            var demoted = server.delete("/api/documents/d", "If-Match: *", "X-User: ann", "X-Role: editor");

            assertThat(List.of(byReader.status(), byEditor.status(), demoted.status()))
                    .containsExactly(403, 200, 403);
        }
    }

    // Addresses

    @Test
    void a_trusted_proxy_names_the_address_in_the_access_log() throws InterruptedException {
        try (var server = trusting(roleField());
                var logged = new LoggedRequests()) {
            server.get(
                    "/api/documents",
                    "X-User: J%C3%BCrgen%20B",
                    "X-Forwarded-For: 6.6.6.6, 203.0.113.9",
                    "Holdfast-Request-Id: a");
            server.get("/health/live", "X-User: ann", "X-Forwarded-For: 203.0.113.9", "Holdfast-Request-Id: b");

            assertThat(logged.line("a"))
                    .matches("GET /api/documents 200 \\d+ bytes \\d+ ms 203.0.113.9 \"J\u00fcrgen B\" a");
            assertThat(logged.line("b")).matches("GET /health/live 200 \\d+ bytes \\d+ ms 203.0.113.9 - b");
        }
    }

    @Test
    void nobody_else_does() throws InterruptedException {
        try (var server = server(ELSEWHERE, roleField());
                var logged = new LoggedRequests()) {
            server.get("/api/documents", "X-Forwarded-For: 203.0.113.9", "Holdfast-Request-Id: a");

            assertThat(logged.line("a")).contains(" 401 ").endsWith(" 127.0.0.1 - a");
        }
    }
}
