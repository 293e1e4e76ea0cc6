package dev.holdfast.http;

import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.auth.Authenticator;
import dev.holdfast.http.auth.SecurityEvents;
import dev.holdfast.http.exchange.AbandonedRequest;
import dev.holdfast.http.exchange.Compression;
import dev.holdfast.http.exchange.Conditions;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.MinimumDataRate;
import dev.holdfast.http.exchange.Negotiation;
import dev.holdfast.http.exchange.PathPrefix;
import dev.holdfast.http.exchange.PendingBodies;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.RequestId;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/** Router: dispatches requests to endpoints, in the order of http.md, Order of checks. */
final class Router {

    /** The methods of RFC 9110 §9 and RFC 5789. */
    private static final Set<String> KNOWN_METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE");

    /** Status in the log of a request whose client did not wait, as nginx writes it; nobody receives it. */
    private static final int CLIENT_CLOSED = 499;

    private static final String REQUEST = "dev.holdfast.http.request";

    private final RequestGuard guard;
    private final Authenticator authenticator;
    private final Conditions conditions;
    private final CommonHeaders commonHeaders;
    private final Limits limits;
    private final MinimumDataRate minimumDataRate;
    private final Metrics metrics;
    private final PendingBodies pendingBodies;
    private final Delivery.Waiting waiting;
    private final RequestQueues queues;

    private final SecurityEvents events;
    private final boolean hasRoles;
    private List<Pattern> paths = List.of();

    Router(
            ServerOptions options,
            Authenticator authenticator,
            InstantSource clock,
            CommonHeaders commonHeaders,
            Metrics metrics,
            SecurityEvents events,
            RequestQueues queues,
            PendingResponses pendingResponses) {
        this.guard = RequestGuard.of(options);
        this.authenticator = authenticator;
        this.conditions = new Conditions(clock);
        this.commonHeaders = commonHeaders;
        this.limits = options.limits();
        this.minimumDataRate = options.minimumDataRate();
        this.metrics = metrics;
        this.events = events;
        this.pendingBodies = new PendingBodies(options.limits());
        this.waiting = new Delivery.Waiting(minimumDataRate, limits.unreadBytes(), pendingResponses);
        this.queues = queues;
        this.hasRoles = !(options.authentication() instanceof Authentication.None);
    }

    void register(RoutesConfig routes, List<Resource> resources) {
        routes.before(this::check);
        paths = resources.stream().map(Resource::path).map(Router::pattern).toList();
        for (var resource : resources) {
            for (var method : KNOWN_METHODS) {
                routes.addHttpHandler(
                        HandlerType.findOrCreate(method), resource.path(), context -> handle(context, resource));
            }
        }
        routes.exception(Exception.class, (exception, context) -> fail(context, exception));
        routes.exception(HttpResponseException.class, (exception, context) -> fail(context, exception));
        routes.exception(NotFoundResponse.class, this::notFound);
        routes.error(
                408, context -> sendFailure(context, MinimumDataRate.timeout().response()));
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(path.replace(".", "\\.").replaceAll("\\{[a-z]+}", "[^/]+"));
    }

    private void check(Context context) {
        guard.check(context.req());
        if (!KNOWN_METHODS.contains(context.req().getMethod())) {
            throw Problem.of(
                            ProblemType.NOT_IMPLEMENTED,
                            "The server does not support the method %s."
                                    .formatted(context.req().getMethod()))
                    .asException();
        }
    }

    private void handle(Context context, Resource resource) {
        context.req().setAttribute(RequestCounter.ROUTE, resource.path());
        try {
            answer(context, resource);
        } catch (Error e) { // Javalin reports exceptions only, and would answer nothing
            fail(context, e);
        }
    }

    private void answer(Context context, Resource resource) {
        var method = context.req().getMethod();
        var request = request(context);
        if (method.equals("OPTIONS")) {
            send(context, options(resource, request));
            return;
        }
        var endpoint = resource.endpoint(method).orElseThrow(() -> notAllowed(method, resource));
        context.future(() -> response(request, resource, endpoint)
                .thenCompose(response -> delivery(context, response).complete()));
    }

    private CompletableFuture<Response> response(Request request, Resource resource, Endpoint endpoint) {
        return queues.authenticate(request, resource, checked -> check(checked, resource, endpoint))
                .thenCompose(checked -> checked.receiveBody(endpoint.consumes(), minimumDataRate, pendingBodies))
                .thenCompose(body -> queues.handle(request, resource, () -> handled(request, endpoint)))
                .exceptionally(failure -> failed(request, failure));
    }

    /** Authenticates a request and checks its media types, before its body is received. */
    private void check(Request request, Resource resource, Endpoint endpoint) {
        if (!resource.isOpen()) {
            request.identify(authenticator.authenticate(request));
        }
        new Negotiation(request).check(endpoint);
        if (!resource.isOpen() && resource.path().startsWith("/api/")) {
            request.requireParameters(endpoint.parameters());
        }
    }

    private Response handled(Request request, Endpoint endpoint) {
        MDC.put(
                RequestId.ATTRIBUTE,
                request.id()); // again, since this is another thread than that which read the header
        try {
            if (request.reads() && request.isAbandoned()) {
                return abandoned();
            }
            var response =
                    seen(request, conditions.apply(request, endpoint.handler().handle(request)));
            metrics.countWrite(response);
            return response;
        } catch (AbandonedRequest e) {
            return abandoned();
        } finally {
            MDC.remove(RequestId.ATTRIBUTE);
        }
    }

    /** The response as its client gets it. */
    private static Response seen(Request request, Response response) {
        return Compression.apply(request, new PathPrefix(request.base()).apply(response));
    }

    private Response abandoned() {
        metrics.countAbandoned();
        return Response.of(CLIENT_CLOSED).header("Connection", "close");
    }

    /** The request of a context, created once. */
    private Request request(Context context) {
        if (context.attribute(REQUEST) instanceof Request known) {
            return known;
        }
        var request = new Request(context, limits);
        context.attribute(REQUEST, request);
        return request;
    }

    private Response options(Resource resource, Request request) {
        var allowed = Response.of(204).header("Allow", resource.allow());
        var response = commonHeaders.crossOrigin().preflight(allowed, resource.allow(), request);
        return resource.endpoint("PATCH")
                .map(endpoint -> response.header(
                        "Accept-Patch", String.join(", ", endpoint.consumes().mediaTypes())))
                .orElse(response);
    }

    private static ProblemException notAllowed(String method, Resource resource) {
        return Problem.of(
                        ProblemType.METHOD_NOT_ALLOWED,
                        "The method %s is not allowed here. This resource allows %s."
                                .formatted(method, resource.allow()))
                .withHeader("Allow", resource.allow())
                .asException();
    }

    /** A path with a slash at its end is that of the resource without it, relative to which also a proxy's prefix is kept. */
    private void notFound(NotFoundResponse failure, Context context) {
        var path = context.req().getRequestURI();
        var plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : "";
        if (paths.stream().noneMatch(known -> known.matcher(plain).matches())) {
            fail(context, failure);
            return;
        }
        var query = context.req().getQueryString();
        var location = "../" + plain.substring(plain.lastIndexOf('/') + 1) + (query == null ? "" : "?" + query);
        sendFailure(context, Response.of(308).header("Location", location).header("Cache-Control", "no-store"));
    }

    private void fail(Context context, Throwable failure) {
        sendFailure(context, failed(request(context), failure));
    }

    private Response failed(Request request, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        MDC.put(RequestId.ATTRIBUTE, request.id());
        try {
            var response = seen(request, ExceptionMapper.response(cause, request, hasRoles));
            metrics.countConflict(request, response, cause);
            events.refused(request, cause);
            return response;
        } finally {
            MDC.remove(RequestId.ATTRIBUTE);
        }
    }

    private void sendFailure(Context context, Response failure) {
        if (!context.res().isCommitted()) {
            context.res().reset();
            send(context, failure);
        }
    }

    private void send(Context context, Response response) {
        var delivery = delivery(context, response);
        if (!delivery.isSentAtOnce()) {
            context.future(delivery::start);
        }
    }

    private Delivery delivery(Context context, Response response) {
        var request = request(context);
        var origin = request.lines("Origin").stream().findFirst();
        var complete = commonHeaders.addTo(response, request.id(), origin);
        return new Delivery(context, complete, request.incoming(), waiting);
    }
}
