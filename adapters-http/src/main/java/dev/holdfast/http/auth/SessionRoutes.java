package dev.holdfast.http.auth;

import dev.holdfast.application.session.Sessions;
import dev.holdfast.domain.Author;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Fields;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handlers of sessions: reading one's own, signing in, signing out here and everywhere. */
public final class SessionRoutes {

    private static final int MAX_BYTES = 4_096;
    private static final Logger LOGGER = LoggerFactory.getLogger(SessionRoutes.class);

    private final Authentication authentication;
    private final Json json;
    private final SecureRandom random = new SecureRandom();

    public SessionRoutes(Authentication authentication, Json json) {
        this.authentication = authentication;
        this.json = json;
    }

    public List<Resource> resources() {
        var session = Resource.at("/api/session").open().get(Endpoint.json(this::read));
        var all = Resource.at("/api/sessions");
        return authentication
                .sessions()
                .map(sessions -> List.of(
                        session.post(Endpoint.json(request -> signIn(request, sessions))
                                        .of(MAX_BYTES, "application/json"))
                                .delete(Endpoint.json(request -> signOut(request, sessions))),
                        all.delete(Endpoint.json(request -> signOutEverywhere(request, sessions)))))
                .orElse(List.of(session, all));
    }

    /**
     * JSON of a session.
     *
     * @param authentication the scheme: none, token or proxy
     * @param name the author of writes; null if the client has to sign in first
     * @param role the role; null without roles
     */
    private record SessionJson(
            String authentication,
            @Nullable String name,
            @Nullable String role) {}

    private Response read(Request request) {
        var author = author(request);
        var role = authentication.tokenFile().flatMap(file -> author.flatMap(file::role));
        var session = new SessionJson(
                authentication.label(),
                author.map(Author::name).orElse(null),
                role.map(Role::label).orElse(null));
        return Response.of(200).body(Json.body(session)).header("Cache-Control", "no-store");
    }

    private Optional<Author> author(Request request) {
        try {
            return Optional.of(
                    authentication.authenticator().authenticate(request).author());
        } catch (ProblemException e) {
            if (e.problem().type() == ProblemType.UNAUTHENTICATED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Begins a session with a secret of its own, so that no secret that was known before the sign-in is one after it. */
    private Response signIn(Request request, Sessions sessions) {
        var token = Fields.of(json.read(request.body()), "").only("token").text("token");
        var file = authentication.tokenFile().orElseThrow();
        var entry = new BearerTokenAuthenticator(file, Optional.of(sessions)).entry(token);
        SessionCookie.secret(request).ifPresent(sessions::end);
        var secret = Secret.next(random);
        var session = sessions.begin(secret, entry.principal(), entry.expires());
        LOGGER.info("{} signed in", entry.author().name());
        return withCookie(SessionCookie.valid(secret, Duration.between(session.created(), session.expires()), request));
    }

    private static Response signOut(Request request, Sessions sessions) {
        SessionCookie.secret(request).ifPresent(secret -> {
            SessionCookie.requireSameOrigin(request);
            sessions.end(secret);
        });
        return withCookie(SessionCookie.expired(request));
    }

    private static Response signOutEverywhere(Request request, Sessions sessions) {
        sessions.endAllOf(request.author());
        LOGGER.info("{} signed out everywhere", request.author().name());
        return withCookie(SessionCookie.expired(request));
    }

    private static Response withCookie(String cookie) {
        return Response.of(204).header("Set-Cookie", cookie).header("Cache-Control", "no-store");
    }
}
