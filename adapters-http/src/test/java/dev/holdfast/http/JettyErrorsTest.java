package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.testing.RawResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** http.md, Problem details: responses of Jetty itself, here with the status that is the query. */
@TestInstance(Lifecycle.PER_CLASS)
final class JettyErrorsTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    private final Server server = new Server();
    private final LocalConnector connector = new LocalConnector(server);

    @BeforeAll
    void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                var status = Integer.parseInt(request.getHttpURI().getQuery());
                Response.writeError(request, response, callback, status);
                return true;
            }
        });
        server.setErrorHandler(new JettyErrors(
                new CommonHeaders(new CrossOrigin(ServerOptions.defaults().allowedOrigins()))));
        server.start();
    }

    @AfterAll
    void stop() throws Exception {
        server.stop();
    }

    private RawResponse send(String method, String target, String accept) throws Exception {
        var request =
                "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\nAccept: %s\r\n\r\n"
                        .formatted(method, target, accept);
        return RawResponse.parse(connector.getResponse(request).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void a_browser_gets_a_page_that_tries_again_while_the_server_stops() throws Exception {
        var page = send("GET", "/?503", BROWSER);

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.header("Content-Type")).isEqualToIgnoringWhitespace("text/html; charset=utf-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Retry-After")).isEqualTo("2");
        assertThat(page.header("Holdfast-Request-Id")).isNotEmpty();
        assertThat(page.body()).contains("<h1>Holdfast is starting again</h1>", "This page tries again by itself.");
    }

    @Test
    void the_script_of_that_page_is_the_only_one_allowed() throws Exception {
        var page = send("GET", "/?503", BROWSER);

        var script = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(page.body());
        assertThat(script.find()).isTrue();
        assertThat(page.header("Content-Security-Policy").split("; "))
                .contains("default-src 'none'", "script-src 'sha256-%s'".formatted(digest(script.group(1))));
    }

    private static String digest(String script) throws NoSuchAlgorithmException {
        var sha256 = MessageDigest.getInstance("SHA-256");
        return Base64.getEncoder().encodeToString(sha256.digest(script.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_head_of_that_page_has_no_content() throws Exception {
        var head = send("HEAD", "/?503", BROWSER);

        assertThat(head.header("Content-Type")).startsWith("text/html");
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /?503                    | */*                 | unavailable",
                "GET  | /?503                    | text/html;q=0, */*  | unavailable",
                "POST | /?503                    | text/html           | unavailable",
                "GET  | /api/documents/film?503  | text/html           | unavailable",
                "GET  | /?400                    | text/html           | malformed-request",
            })
    void everything_else_gets_problem_details(String method, String target, String accept, String problem)
            throws Exception {
        assertThat(send(method, target, accept).problem()).isEqualTo(problem);
    }
}
