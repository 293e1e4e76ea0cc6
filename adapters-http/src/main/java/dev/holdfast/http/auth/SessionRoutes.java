package dev.holdfast.http.auth;

import dev.holdfast.domain.Author;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Fields;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handlers of the session: reading it, signing in, signing out. */
public record SessionRoutes(Authentication authentication, Authenticator authenticator, Json json) {

    private static final int MAX_BYTES = 4_096;

    public List<Resource> resources() {
        var session = Resource.at("/api/session").open().get(Endpoint.json(this::read));
        return List.of(authentication
                .tokenFile()
                .map(file -> session.post(
                                Endpoint.json(request -> signIn(request, file)).of(MAX_BYTES, "application/json"))
                        .delete(Endpoint.json(SessionRoutes::signOut)))
                .orElse(session));
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

    private Response signIn(Request request, TokenFile file) {
        var token = Fields.of(json.read(request.body()), "").only("token").text("token");
        if (file.author(token).isEmpty()) {
            throw BearerTokenAuthenticator.unknown("The token is unknown.");
        }
        return Response.of(204)
                .header("Set-Cookie", SessionCookie.valid(token, request))
                .header("Cache-Control", "no-store");
    }

    private static Response signOut(Request request) {
        return Response.of(204)
                .header("Set-Cookie", SessionCookie.expired(request))
                .header("Cache-Control", "no-store");
    }
}
