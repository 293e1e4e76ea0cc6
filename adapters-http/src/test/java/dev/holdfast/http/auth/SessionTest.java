package dev.holdfast.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.session.SessionSettings;
import dev.holdfast.application.session.SessionStore;
import dev.holdfast.application.session.Sessions;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.address.TrustedProxies;
import dev.holdfast.http.changes.StreamOptions;
import dev.holdfast.http.testing.EventReader;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import dev.holdfast.memory.MemorySessionStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of browsers: their beginning, their ends, and their cookies. */
final class SessionTest {

    private static final String ORIGIN = "Origin: http://localhost";
    private static final String HTTPS = "X-Forwarded-Proto: https";

    /** Almost no heartbeat, so that nothing else shows a stream that its credential has gone. */
    private static final StreamOptions STREAMS = StreamOptions.defaults().withHeartbeat(Duration.ofSeconds(29));

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final AtomicBoolean isDown = new AtomicBoolean();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final SessionStore store = observed(new MemorySessionStore());

    private Path file;
    private TestServer server;
    private String ana = "";
    private String ben = "";

    /** Writes down the calls, and fails while the database is down. */
    private SessionStore observed(SessionStore observed) {
        return (SessionStore) Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(),
                new Class<?>[] {SessionStore.class},
                (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    if (isDown.get()) {
                        throw new StoreUnavailable(false, new IOException("gone"));
                    }
                    try {
                        return method.invoke(observed, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @BeforeEach
    void start() {
        file = directory.resolve("tokens");
        ana = token("Ana", Role.ADMIN);
        ben = token("Ben", Role.EDITOR);
        server = serve(now::get);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String token(String name, Role role) {
        return TokenFile.add(file, name, role, new SecureRandom());
    }

    /** A server with the sessions, the tokens and a document of its own. */
    private TestServer serve(InstantSource clock) {
        return serve(clock, TrustedProxies.onLoopback());
    }

    private TestServer serve(InstantSource clock, TrustedProxies proxies) {
        var tokens = TokenFile.read(file, clock, Duration.ZERO);
        var sessions = new Sessions(store, SessionSettings.defaults(), clock);
        var options = ServerOptions.defaults()
                .withAuthentication(new Authentication.Tokens(tokens).with(sessions))
                .withTrustedProxies(proxies)
                .withStreams(STREAMS);
        var started = TestServer.start(tokens, options);
        var body = "{\"id\":\"d\",\"title\":\"\",\"mediaType\":\"text/plain\",\"segments\":[{\"content\":\"a\"}]}";
        assertThat(started.json("POST", "/api/documents", body, bearer(ana)).status())
                .isEqualTo(201);
        return started;
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private static RawResponse signIn(TestServer server, String token, String... headers) {
        return server.json("POST", "/api/session", "{\"token\":\"%s\"}".formatted(token), headers);
    }

    /** Signs in and returns the cookie. */
    private String cookie(String token, String... headers) {
        return cookie(signIn(server, token, headers));
    }

    private static String cookie(RawResponse signedIn) {
        assertThat(signedIn.status()).isEqualTo(204);
        return "Cookie: " + signedIn.header("Set-Cookie").split(";", 2)[0];
    }

    private static int read(TestServer server, String... headers) {
        return server.get("/api/documents", headers).status();
    }

    private static void await(TestServer server, int status, String cookie) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (read(server, cookie) != status && System.nanoTime() < deadline) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(read(server, cookie)).isEqualTo(status);
    }

    // Beginning

    @Test
    void the_cookie_does_not_hold_the_token_and_the_token_is_no_cookie() {
        var cookie = cookie(ben);

        assertThat(cookie).doesNotContain(ben).matches("Cookie: holdfast-session=[A-Za-z0-9_-]{43}");
        assertThat(read(server, cookie)).isEqualTo(200);
        assertThat(read(server, "Cookie: holdfast-session=" + ben)).isEqualTo(401);
    }

    @Test
    void every_sign_in_has_a_secret_of_its_own_and_ends_the_session_before() {
        var chosen = "Cookie: holdfast-session=" + "x".repeat(43);
        var first = cookie(ben, chosen);
        var second = cookie(ana, first);

        assertThat(List.of(chosen, first, second)).doesNotHaveDuplicates();
        assertThat(read(server, chosen)).isEqualTo(401);
        assertThat(read(server, first)).isEqualTo(401);
        assertThat(read(server, second)).isEqualTo(200);
    }

    @Test
    void the_cookie_is_kept_as_long_as_the_session_may_last() {
        var issued = new IssuedTokens(file, now::get);
        var zoe = issued.add("Zoe", Role.READER, Optional.of(now.get().plusSeconds(60)), new SecureRandom());

        assertThat(signIn(server, ben).header("Set-Cookie")).contains("; Max-Age=2592000;");
        assertThat(signIn(server, zoe).header("Set-Cookie")).contains("; Max-Age=60;");
    }

    @Test
    void a_server_without_sessions_has_no_sign_in() {
        var tokens = TokenFile.read(file);
        var options = ServerOptions.defaults().withAuthentication(new Authentication.Tokens(tokens));
        try (var other = TestServer.start(tokens, options)) {
            assertThat(signIn(other, ben).status()).isEqualTo(405);
            assertThat(other.delete("/api/sessions", bearer(ben)).status()).isEqualTo(405);
            assertThat(read(other, "Cookie: holdfast-session=x")).isEqualTo(401);
            assertThat(read(other, bearer(ben))).isEqualTo(200);
        }
    }

    // Ends

    @Test
    void signing_out_ends_the_session_and_does_not_just_remove_the_cookie() {
        var cookie = cookie(ben);
        var other = cookie(ben);

        var signedOut = server.delete("/api/session", cookie, ORIGIN);

        assertThat(signedOut.status()).isEqualTo(204);
        assertThat(signedOut.header("Set-Cookie"))
                .startsWith("holdfast-session=;")
                .contains("Max-Age=0");
        assertThat(server.get("/api/documents/d", cookie).json().get("detail").asText())
                .startsWith("The session has ended.");
        assertThat(server.get("/api/session", cookie).json().has("name")).isFalse();
        assertThat(read(server, other)).isEqualTo(200);
        assertThat(read(server, bearer(ben))).isEqualTo(200);
        assertThat(server.delete("/api/session", cookie, ORIGIN).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/session", "/api/sessions"})
    void a_page_of_another_origin_signs_nobody_out(String path) {
        var cookie = cookie(ben);

        assertThat(server.delete(path, cookie, "Origin: http://evil.example").status())
                .isEqualTo(403);
        assertThat(server.delete(path, cookie).status()).isEqualTo(403);
        assertThat(read(server, cookie)).isEqualTo(200);
    }

    @Test
    void signing_out_everywhere_ends_all_sessions_of_the_person_on_every_server() {
        try (var here = serve(Instant::now);
                var there = serve(Instant::now)) {
            var one = cookie(signIn(here, ben));
            var two = cookie(signIn(there, ben));
            var others = cookie(signIn(there, ana));
            for (var cookie : List.of(one, two, others)) {
                assertThat(read(here, cookie)).isEqualTo(200);
                assertThat(read(there, cookie)).isEqualTo(200);
            }

            assertThat(here.delete("/api/sessions", one, ORIGIN).status()).isEqualTo(204);

            assertThat(read(here, one)).isEqualTo(401);
            assertThat(read(here, two)).isEqualTo(401);
            await(there, 401, one);
            await(there, 401, two);
            assertThat(read(there, others)).isEqualTo(200);
            assertThat(read(here, bearer(ben))).isEqualTo(200);
        }
    }

    @Test
    void a_token_signs_its_person_out_everywhere_and_nobody_else_can() {
        var cookie = cookie(ben);

        assertThat(server.delete("/api/sessions").status()).isEqualTo(401);
        assertThat(server.delete("/api/sessions", bearer(ana)).status()).isEqualTo(204);
        assertThat(read(server, cookie)).isEqualTo(200);
        assertThat(server.delete("/api/sessions", bearer(ben)).status()).isEqualTo(204);
        assertThat(read(server, cookie)).isEqualTo(401);
    }

    @Test
    void a_session_ends_without_use_and_use_puts_that_off() {
        var used = cookie(ben);
        var unused = cookie(ben);

        now.updateAndGet(time -> time.plus(Duration.ofHours(11)));
        assertThat(read(server, used)).isEqualTo(200);
        now.updateAndGet(time -> time.plus(Duration.ofHours(11)));

        assertThat(read(server, used)).isEqualTo(200);
        assertThat(read(server, unused)).isEqualTo(401);
    }

    @Test
    void a_session_ends_after_its_lifetime_however_much_it_is_used() {
        var cookie = cookie(ben);
        for (var hours = 0; hours < 30 * 24 - 10; hours += 10) {
            now.updateAndGet(time -> time.plus(Duration.ofHours(10)));
            assertThat(read(server, cookie)).isEqualTo(200);
        }

        now.updateAndGet(time -> time.plus(Duration.ofHours(10)));

        assertThat(read(server, cookie)).isEqualTo(401);
    }

    @Test
    void a_session_dies_with_its_token_and_not_with_another_of_the_same_name() throws IOException {
        var other = token("Ben", Role.EDITOR);
        var cookie = cookie(ben);
        var kept = cookie(other);
        var lines = Files.readAllLines(file);

        Files.write(file, List.of(lines.get(0), lines.get(2)));

        var refused = server.get("/api/documents/d", cookie);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().get("detail").asText()).contains("revoked");
        assertThat(read(server, kept)).isEqualTo(200);
    }

    @Test
    void a_session_dies_when_its_role_changes() throws IOException {
        var cookie = cookie(ben);

        Files.writeString(file, Files.readString(file).replace(" editor ", " reader "));

        assertThat(read(server, cookie)).isEqualTo(401);
        assertThat(read(server, cookie(ben))).isEqualTo(200);
    }

    @Test
    void an_expired_token_is_refused_with_the_reason_and_so_are_its_sessions() {
        var end = now.get().plusSeconds(60);
        var token = new IssuedTokens(file, now::get).add("Zoe", Role.READER, Optional.of(end), new SecureRandom());
        var cookie = cookie(token);
        assertThat(read(server, bearer(token))).isEqualTo(200);

        now.set(end);

        for (var refused : List.of(server.get("/api/documents/d", bearer(token)), signIn(server, token))) {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.problem()).isEqualTo("unauthenticated");
            assertThat(refused.json().get("detail").asText()).startsWith("The token expired at " + end);
        }
        assertThat(read(server, cookie)).isEqualTo(401);
    }

    @Test
    void without_the_tokens_file_no_session_is_valid_until_it_is_back() throws IOException {
        var cookie = cookie(ben);
        var away = directory.resolve("away");

        Files.move(file, away);
        assertThat(read(server, cookie)).isEqualTo(401);
        Files.move(away, file);
        assertThat(read(server, cookie)).isEqualTo(200);
    }

    // Cookies

    @Test
    void the_scheme_that_anybody_but_a_trusted_proxy_names_is_ignored() {
        server.close();
        server = serve(now::get, TrustedProxies.none());
        var stranger = cookie(signIn(server, ben, HTTPS, "X-Forwarded-For: 203.0.113.9", "Forwarded: proto=https"));

        assertThat(stranger).startsWith("Cookie: holdfast-session=");
        assertThat(read(server, stranger, HTTPS)).isEqualTo(200);
    }

    @Test
    void the_scheme_is_that_of_the_client_behind_all_trusted_proxies() {
        var list = "X-Forwarded-Proto: https,http";

        assertThat(cookie(ben, "X-Forwarded-For: 203.0.113.9, 127.0.0.1", list)).startsWith("Cookie: __Host-");
        assertThat(cookie(ben, "X-Forwarded-For: 127.0.0.1, 203.0.113.9", list))
                .startsWith("Cookie: holdfast-session=");
    }

    @Test
    void each_scheme_has_one_cookie_name() {
        var plain = cookie(ben);
        var secure = cookie(ben, HTTPS);

        assertThat(secure).startsWith("Cookie: __Host-holdfast-session=");
        assertThat(read(server, plain)).isEqualTo(200);
        assertThat(read(server, secure, HTTPS)).isEqualTo(200);
        assertThat(read(server, plain, HTTPS)).isEqualTo(401);
        assertThat(read(server, secure)).isEqualTo(401);
        assertThat(read(server, secure + "; holdfast-session=x", HTTPS)).isEqualTo(200);
        assertThat(server.delete("/api/session", secure, HTTPS, ORIGIN).header("Set-Cookie"))
                .startsWith("__Host-holdfast-session=;")
                .contains("; Secure");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s; holdfast-session=x",
                "holdfast-session=x; %s",
                "%s\r\nCookie: holdfast-session=x",
                "holdfast-session=; %s"
            })
    void two_cookies_of_one_name_are_none(String fields) {
        var pair = cookie(ben).replace("Cookie: ", "");

        assertThat(read(server, "Cookie: " + fields.replace("%s", pair))).isEqualTo(401);
        assertThat(read(server, "Cookie: a=b;" + pair + ";holdfast-session2=x; xholdfast-session=y"))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\"quoted\"", "a b", "' OR 1=1 --"})
    void a_cookie_without_the_form_of_a_secret_is_none_and_the_store_is_not_asked(String value) {
        calls.clear();

        assertThat(read(server, "Cookie: holdfast-session=" + value)).isEqualTo(401);

        assertThat(calls).isEmpty();
    }

    // Streams

    /** Reads the stream to its end, and fails if a heartbeat comes before. */
    private static void requireEndBeforeHeartbeat(EventReader events) {
        try {
            while (!events.line().startsWith(":")) {
                // an event
            }
        } catch (IOException e) {
            return; // the end
        }
        throw new AssertionError("The stream goes on");
    }

    @Test
    void the_streams_of_an_ended_session_end_before_the_next_heartbeat_and_others_go_on() {
        var cookie = cookie(ben);
        try (var events = EventReader.open(server, "d", cookie);
                var others = EventReader.open(server, "d", cookie(ben))) {
            assertThat(events.next().revision()).isEqualTo(1);
            others.next();

            server.delete("/api/session", cookie, ORIGIN);

            requireEndBeforeHeartbeat(events);
            server.json("PATCH", "/api/documents/d", "{\"title\":\"T\"}", "If-Match: *", bearer(ana));
            assertThat(others.next().revision()).isEqualTo(2);
        }
    }

    @Test
    void the_streams_of_a_session_that_ended_on_another_server_end_too() {
        try (var here = serve(Instant::now);
                var there = serve(Instant::now)) {
            var cookie = cookie(signIn(here, ben));
            try (var events = EventReader.open(there, "d", cookie)) {
                events.next();

                here.delete("/api/sessions", cookie, ORIGIN);

                requireEndBeforeHeartbeat(events);
            }
        }
    }

    @Test
    void the_streams_of_a_revoked_token_end_before_the_next_heartbeat() {
        try (var byToken = EventReader.open(server, "d", bearer(ben));
                var byCookie = EventReader.open(server, "d", cookie(ben))) {
            byToken.next();
            byCookie.next();

            new IssuedTokens(file, now::get).revoke("Ben");

            requireEndBeforeHeartbeat(byToken);
            requireEndBeforeHeartbeat(byCookie);
        }
    }

    // Store

    @Test
    void requests_of_a_session_in_use_do_not_wait_for_the_store() {
        var cookie = cookie(ben);
        calls.removeIf(call -> true);

        for (var i = 0; i < 20; i++) {
            assertThat(read(server, cookie)).isEqualTo(200);
        }

        // The upkeep may look at the store meanwhile, for all sessions at once.
        assertThat(calls).hasSizeLessThan(20).doesNotContain("touch", "create");
    }

    @Test
    void without_the_database_a_session_is_unavailable_and_a_token_is_not() {
        var cookie = cookie(ben);
        isDown.set(true);
        now.updateAndGet(time -> time.plus(Sessions.MAX_AGE));

        assertThat(read(server, cookie)).isEqualTo(503);
        assertThat(server.get("/api/session", cookie).status()).isEqualTo(503);
        assertThat(signIn(server, ben).status()).isEqualTo(503);
        assertThat(server.delete("/api/session", cookie, ORIGIN).status()).isEqualTo(503);
        assertThat(read(server, bearer(ben))).isEqualTo(200);
        isDown.set(false);
        assertThat(read(server, cookie)).isEqualTo(200);
    }
}
