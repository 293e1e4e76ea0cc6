package dev.holdfast.http.auth;

import dev.holdfast.application.session.Sessions;
import dev.holdfast.domain.Author;
import dev.holdfast.http.auth.SecurityEvents.SessionEnd;
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

/** Handlers of sessions: reading one's own, signing in, signing out here and everywhere. */
public final class SessionRoutes {

    private static final int MAX_BYTES = 4_096;

    private final Authentication authentication;
    private final Authenticator authenticator;
    private final SecurityEvents events;
    private final Json json;
    private final SecureRandom random = new SecureRandom();

    public SessionRoutes(Authentication authentication, Authenticator authenticator, SecurityEvents events, Json json) {
        this.authentication = authentication;
        this.authenticator = authenticator;
        this.events = events;
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
        var role = author.flatMap(authentication::role);
        var session = new SessionJson(
                authentication.label(),
                author.map(Author::name).orElse(null),
                role.map(Role::label).orElse(null));
        return Response.of(200).body(Json.body(session)).header("Cache-Control", "no-store");
    }

    private Optional<Author> author(Request request) {
        try {
            return Optional.of(authenticator.authenticate(request).author());
        } catch (ProblemException e) {
            if (e.problem().type() == ProblemType.UNAUTHENTICATED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Begins a session with a secret of its own, so that no secret that was known before the sign-in is one after it. */
    private Response signIn(Request request, Sessions sessions) {
        var token = Fields.of(json.read(request.body())).only("token").text("token");
        var file = authentication.tokenFile().orElseThrow();
        var entry = new BearerTokenAuthenticator(file, Optional.of(sessions)).entry(token);
        SessionCookie.secret(request).ifPresent(sessions::end);
        var secret = Secret.next(random);
        var session = sessions.begin(secret, entry.principal(), entry.expires());
        events.sessionBegun(request, entry.author());
        return withCookie(SessionCookie.valid(secret, Duration.between(session.created(), session.expires()), request));
    }

    private Response signOut(Request request, Sessions sessions) {
        SessionCookie.secret(request).ifPresent(secret -> {
            SessionCookie.requireSameOrigin(request);
            var author =
                    sessions.find(secret).map(session -> session.principal().author());
            sessions.end(secret);
            author.ifPresent(signedOut -> events.sessionEnded(request, signedOut, SessionEnd.SIGNED_OUT));
        });
        return withCookie(SessionCookie.expired(request));
    }

    private Response signOutEverywhere(Request request, Sessions sessions) {
        sessions.endAllOf(request.author());
        events.sessionEnded(request, request.author(), SessionEnd.SIGNED_OUT_EVERYWHERE);
        return withCookie(SessionCookie.expired(request));
    }

    private static Response withCookie(String cookie) {
        return Response.of(204).header("Set-Cookie", cookie).header("Cache-Control", "no-store");
    }
}
