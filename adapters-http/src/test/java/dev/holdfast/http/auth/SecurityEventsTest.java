package dev.holdfast.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.session.SessionSettings;
import dev.holdfast.application.session.Sessions;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.testing.LoggedLines;
import dev.holdfast.http.testing.TestServer;
import dev.holdfast.memory.MemorySessionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of a server with tokens. */
final class SecurityEventsTest {

    private static final String UNKNOWN = "5ecretxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

    @TempDir
    private Path directory = Path.of("");

    private final LoggedLines events = new LoggedLines();
    private TestServer server = TestServer.start();
    private String reader = "";

    @BeforeEach
    void start() {
        server.close();
        var file = directory.resolve("tokens");
        reader = TokenFile.add(file, "Rita \"R\"", Role.READER, new SecureRandom());
        var tokens = TokenFile.read(file);
        var sessions = new Sessions(new MemorySessionStore(), SessionSettings.defaults(), Instant::now);
        server = TestServer.start(
                tokens, ServerOptions.defaults().withAuthentication(new Authentication.Tokens(tokens).with(sessions)));
    }

    @AfterEach
    void stop() {
        events.close();
        server.close();
    }

    private List<String> refusals() {
        return events.lines().stream().filter(line -> line.contains("-refused")).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer " + UNKNOWN,
                "Authorization: Basic " + UNKNOWN,
                "Cookie: a=b; holdfast-session=" + UNKNOWN
            })
    void a_refused_token_is_told_without_the_token(String field) {
        server.get("/api/documents", field, "Holdfast-Request-Id: r");

        assertThat(refusals())
                .singleElement()
                .asString()
                .startsWith("token-refused reason=\"The ")
                .endsWith(" address=127.0.0.1 requestId=r")
                .doesNotContain("5ecret");
    }

    @Test
    void a_token_that_has_expired_is_told_with_its_name_also_after_an_unknown_one() {
        var past = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        var expired = new IssuedTokens(directory.resolve("tokens"), () -> past.minusSeconds(60))
                .add("Eva", Role.EDITOR, Optional.of(past), new SecureRandom());
        server.close();
        start();

        server.get("/api/documents", "Authorization: Bearer " + UNKNOWN);
        server.get("/api/documents", "Authorization: Bearer " + expired, "Holdfast-Request-Id: r");
        server.json("POST", "/api/session", "{\"token\":\"%s\"}".formatted(expired));

        assertThat(refusals())
                .hasSize(2)
                .noneMatch(line -> line.contains(expired))
                .last()
                .isEqualTo(
                        "token-refused name=Eva reason=\"The token expired at %s. Whoever runs this server can give you a"
                                        .formatted(past)
                                + " new one.\" address=127.0.0.1 requestId=r");
    }

    @Test
    void a_session_whose_token_was_revoked_is_told_with_its_name() throws IOException {
        var file = directory.resolve("tokens");
        var cookie = server.json("POST", "/api/session", "{\"token\":\"%s\"}".formatted(reader))
                .header("Set-Cookie")
                .replaceFirst(";.*", "");
        Files.writeString(file, "");

        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (server.get("/api/documents", "Cookie: " + cookie).status() == 200 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(10_000_000);
        }

        assertThat(refusals())
                .singleElement()
                .asString()
                .startsWith(
                        "token-refused name=\"Rita \\\"R\\\"\" reason=\"The session has ended, because its token was revoked");
    }

    @Test
    void a_refused_sign_in_is_told_and_a_missing_token_is_not() {
        server.get("/api/documents", "Cookie: a=b");
        server.get("/api/session");
        assertThat(refusals()).isEmpty();

        server.json("POST", "/api/session", "{\"token\":\"%s\"}".formatted(UNKNOWN));

        assertThat(refusals())
                .singleElement()
                .asString()
                .startsWith("token-refused")
                .doesNotContain("5ecret");
    }

    @Test
    void a_role_that_does_not_allow_a_request_is_told_with_the_name() {
        var body = "{\"title\":\"typed\",\"mediaType\":\"text/plain\"}";

        server.json(
                "POST",
                "/api/documents?title=typed",
                body,
                "Authorization: Bearer " + reader,
                "Holdfast-Request-Id: r");

        assertThat(refusals())
                .containsExactly(
                        "access-refused name=\"Rita \\\"R\\\"\" verified=true method=POST address=127.0.0.1 requestId=r");
    }

    @Test
    void values_are_also_given_one_by_one() {
        server.get("/api/documents", "Authorization: Bearer x", "Holdfast-Request-Id: r");

        assertThat(events.events())
                .filteredOn(event -> event.getFormattedMessage().startsWith("token-refused"))
                .singleElement()
                .satisfies(event -> assertThat(event.getKeyValuePairs())
                        .extracting(pair -> pair.key)
                        .containsExactly("event", "reason", "address", "requestId"));
    }
}
