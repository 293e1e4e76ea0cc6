package dev.holdfast.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.session.SessionSettings;
import dev.holdfast.application.session.Sessions;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.address.PublicUrl;
import dev.holdfast.http.address.PublicUrls;
import dev.holdfast.http.address.TrustedProxies;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import dev.holdfast.memory.MemorySessionStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** http.md, Public URLs: the names of a server behind a reverse proxy. */
class PublicUrlTest {

    private static final String BODY = "{\"content\":\"b\"}";

    @TempDir
    private Path directory;

    private String token = "";
    private TestServer server;

    @BeforeEach
    void start() {
        token = TokenFile.add(directory.resolve("tokens"), "Ana", Role.ADMIN, new SecureRandom());
        server = serve(TrustedProxies.none(), "https://captions.example.org", "https://other.example:8443/base");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer serve(TrustedProxies proxies, String... urls) {
        var tokens = TokenFile.read(directory.resolve("tokens"), Instant::now, Duration.ZERO);
        var sessions = new Sessions(new MemorySessionStore(), SessionSettings.defaults(), Instant::now);
        var publicUrls =
                new PublicUrls(List.of(urls).stream().map(PublicUrl::parse).toList());
        var started = TestServer.start(
                tokens,
                ServerOptions.defaults()
                        .withAuthentication(new Authentication.Tokens(tokens).with(sessions))
                        .withTrustedProxies(proxies)
                        .withPublicUrls(publicUrls));
        var document = "{\"id\":\"d\",\"title\":\"\",\"mediaType\":\"text/plain\",\"segments\":[{\"content\":\"a\"}]}";
        started.json("POST", "/api/documents", document, "Authorization: Bearer " + token);
        return started;
    }

    private String signedIn(TestServer at) {
        return at.json("POST", "/api/session", "{\"token\":\"%s\"}".formatted(token))
                .header("Set-Cookie");
    }

    private RawResponse save(TestServer at, String host, String... headers) {
        var cookie = signedIn(at).split(";", 2)[0];
        var segment = at.get("/api/documents/d/segments", "Authorization: Bearer " + token)
                .json()
                .at("/segments/0/id")
                .textValue();
        var request = new StringBuilder(
                "PATCH /api/segments/%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n".formatted(segment, host));
        for (var header : headers) {
            request.append(header).append("\r\n");
        }
        return at.raw(request
                + "Cookie: %s\r\nIf-Match: *\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(cookie, BODY.length(), BODY));
    }

    @ParameterizedTest
    @CsvSource({
        "captions.example.org, 200",
        "CAPTIONS.example.org:443, 200",
        "other.example:8443, 200",
        "localhost, 200",
        "evil.example, 421",
        "captions.example.org.evil.example, 421",
    })
    void the_host_of_a_public_url_is_a_name_of_the_server(String host, int status) {
        var response = server.raw("GET /api HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host));

        assertThat(response.status()).isEqualTo(status);
        if (status == 421) {
            assertThat(response.json().get("detail").textValue()).contains("--public-url https://" + host);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the proxy keeps Host, or rewrites it
                "captions.example.org | Origin: https://captions.example.org | 200",
                "127.0.0.1:8080       | Origin: https://captions.example.org | 200",
                "127.0.0.1:8080       | Origin: https://captions.example.org:443 | 200",
                "127.0.0.1:8080       | Origin: https://other.example:8443 | 200",
                "127.0.0.1:8080       | Sec-Fetch-Site: same-origin | 200",
                "localhost:8080       | Origin: http://localhost:8080 | 200",
                "127.0.0.1:8080       | Origin: http://captions.example.org | 403",
                "127.0.0.1:8080       | Origin: https://other.example | 403",
                "127.0.0.1:8080       | Origin: https://evil.example | 403",
                "captions.example.org | Sec-Fetch-Site: cross-site~Origin: https://captions.example.org | 403",
                "captions.example.org | Sec-Fetch-Site: same-site~Origin: https://evil.example.org | 403",
                "captions.example.org | Sec-Fetch-Site: none | 403",
                "captions.example.org | Origin: null | 403",
                "127.0.0.1:8080       | X-Forwarded-Host: evil.example~Origin: http://evil.example | 403",
                "127.0.0.1:8080       | X: 1 | 403",
            })
    void a_page_of_a_public_url_may_save_with_a_cookie(String host, String headers, int status) {
        var response = save(server, host, headers.split("~", -1));

        assertThat(response.status()).isEqualTo(status);
        if (status == 403) {
            assertThat(response.json().get("detail").textValue()).contains("--public-url");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-Host: captions.example.net~Origin: http://captions.example.net | 200",
                "X-Forwarded-Host: captions.example.net, inner~Origin: http://captions.example.net | 200",
                "Forwarded: for=1.2.3.4;host=\"captions.example.net:81\"~Origin: http://captions.example.net:81 | 200",
                "X-Forwarded-Host: captions.example.net~Origin: http://evil.example | 403",
            })
    void a_trusted_proxy_names_the_host_that_it_received(String headers, int status) {
        try (var proxied = serve(TrustedProxies.onLoopback())) {
            assertThat(save(proxied, "127.0.0.1:8080", headers.split("~", -1)).status())
                    .isEqualTo(status);
        }
    }

    @Test
    void cookies_are_secure_if_all_public_urls_are() {
        try (var mixed = serve(TrustedProxies.none(), "https://a.example", "http://b.example");
                var none = serve(TrustedProxies.none())) {
            assertThat(signedIn(server)).startsWith("__Host-holdfast-session=").contains("; Secure");
            assertThat(List.of(signedIn(mixed), signedIn(none))).allMatch(cookie -> !cookie.contains("Secure"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "captions.example.org",
                "ftp://captions.example.org",
                "https://",
                "https://a@captions.example.org",
                "https://captions.example.org/?x",
                "https://captions.example.org/a//b",
                "https://captions.example.org/../b",
                "https://captions example.org",
            })
    void another_text_is_no_public_url(String text) {
        assertThatThrownBy(() -> PublicUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private RawResponse raw(TestServer at, String line, String host, String... headers) {
        var request = new StringBuilder(line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n");
        for (var header : headers) {
            request.append(header).append("\r\n");
        }
        return RawResponse.parse(at.rawText(request + "Authorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void paths_have_the_base_of_the_public_url() {
        var host = "other.example:8443";
        var page = raw(server, "GET /api/documents/d/changes?limit=1", host);
        var document = raw(server, "GET /api/documents/d", host);
        var missing = raw(server, "GET /api/documents/never", host);
        var compressed = raw(server, "GET /api/documents/never", host, "Accept-Encoding: gzip");
        var elsewhere = raw(server, "GET /api/documents/never", "captions.example.org");

        assertThat(page.status()).isEqualTo(200);
        assertThat(document.json().at("/exports/0/href").textValue()).isEqualTo("/base/api/documents/d/export.txt");
        assertThat(List.of(missing, compressed))
                .allMatch(problem -> problem.json().get("type").textValue().equals("/base/problems/not-found"));
        assertThat(elsewhere.problem()).isEqualTo("not-found");
    }

    @Test
    void locations_and_links_have_the_prefix_that_a_trusted_proxy_removed() {
        try (var proxied = serve(TrustedProxies.onLoopback())) {
            var prefix = "X-Forwarded-Prefix: /captions/";
            proxied.json("POST", "/api/documents/d/segments", "{\"content\":\"b\"}", "Authorization: Bearer " + token);
            var page = raw(proxied, "GET /api/documents/d/segments?limit=1", "localhost", prefix);
            var etag = raw(proxied, "GET /api/documents/d", "localhost").etag();
            var restored = raw(proxied, "POST /api/documents/d/restore", "localhost", prefix, "If-Match: " + etag);
            var forged = raw(proxied, "GET /api/documents/d", "localhost", "X-Forwarded-Prefix: //evil.example");

            assertThat(page.header("Link")).startsWith("</captions/api/documents/d/segments?");
            assertThat(restored.header("Content-Location")).isEqualTo("/captions/api/documents/d");
            assertThat(forged.json().at("/exports/0/href").textValue()).isEqualTo("/api/documents/d/export.txt");
        }
        assertThat(raw(server, "GET /api/documents/d", "localhost", "X-Forwarded-Prefix: /captions")
                        .json()
                        .at("/exports/0/href")
                        .textValue())
                .isEqualTo("/api/documents/d/export.txt");
    }
}
