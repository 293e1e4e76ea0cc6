package dev.holdfast.http;

import dev.holdfast.http.auth.Authenticator;
import dev.holdfast.http.exchange.Conditions;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.MinimumDataRate;
import dev.holdfast.http.exchange.Negotiation;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Router: dispatches requests to endpoints, in the order of http.md, Order of checks. */
final class Router {

    /** The methods of RFC 9110 §9 and RFC 5789. */
    private static final Set<String> KNOWN_METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE");

    private static final String REQUEST = "dev.holdfast.http.request";

    private static final Logger LOGGER = LoggerFactory.getLogger(Router.class);

    private final RequestGuard guard;
    private final Authenticator authenticator;
    private final Conditions conditions;
    private final CommonHeaders commonHeaders;
    private final Limits limits;
    private final MinimumDataRate minimumDataRate;
    private final Metrics metrics;

    Router(ServerOptions options, InstantSource clock, CommonHeaders commonHeaders, Metrics metrics) {
        this.guard = RequestGuard.of(options);
        this.authenticator = options.authentication().authenticator();
        this.conditions = new Conditions(clock);
        this.commonHeaders = commonHeaders;
        this.limits = options.limits();
        this.minimumDataRate = options.minimumDataRate();
        this.metrics = metrics;
    }

    void register(RoutesConfig routes, List<Resource> resources) {
        routes.before(this::check);
        for (var resource : resources) {
            for (var method : KNOWN_METHODS) {
                routes.addHttpHandler(
                        HandlerType.findOrCreate(method), resource.path(), context -> handle(context, resource));
            }
        }
        routes.exception(Exception.class, (exception, context) -> fail(context, exception));
        routes.exception(HttpResponseException.class, (exception, context) -> fail(context, exception));
        routes.error(
                408, context -> sendFailure(context, MinimumDataRate.timeout().response()));
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

    private void handle(Context context, Resource resource) throws IOException {
        context.req().setAttribute(RequestCounter.ROUTE, resource.path());
        var method = context.req().getMethod();
        var request = request(context);
        if (method.equals("OPTIONS")) {
            send(context, options(resource, request));
            return;
        }
        var endpoint = resource.endpoint(method).orElseThrow(() -> notAllowed(method, resource));
        if (!resource.isOpen()) {
            request.identify(authenticator.authenticate(request));
        }
        new Negotiation(request).check(endpoint);
        request.readBody(endpoint.consumes(), minimumDataRate);
        var response = conditions.apply(request, endpoint.handler().handle(request));
        metrics.countWrite(response);
        send(context, response);
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

    private void fail(Context context, Exception exception) {
        var request = request(context);
        var response = ExceptionMapper.response(exception, request);
        metrics.countConflict(request, response, exception);
        sendFailure(context, response);
    }

    private void sendFailure(Context context, Response failure) {
        if (context.res().isCommitted()) {
            return;
        }
        try {
            context.res().reset();
            send(context, failure);
        } catch (IOException e) {
            LOGGER.debug("The client closed the connection before the error response", e);
        }
    }

    private void send(Context context, Response response) throws IOException {
        var unread = new UnreadBody(context.req(), limits.unreadBytes());
        var isRead = response.status() != ProblemType.REQUEST_TIMEOUT.status()
                && unread.discard(minimumDataRate.gracePeriod());
        var last = isRead ? response : response.header("Connection", "close");
        var headOnly = context.req().getMethod().equals("HEAD");
        var request = request(context);
        var origin = request.lines("Origin").stream().findFirst();
        var complete = commonHeaders.addTo(last, request.id(), origin);
        if (complete.stream().isPresent() && !headOnly) {
            stream(context, complete);
        } else {
            complete.send(context.res(), headOnly);
        }
        if (!isRead) {
            unread.linger();
        }
    }

    /** Sends the header and starts the stream; the thread of the request returns to its pool. */
    private static void stream(Context context, Response response) throws IOException {
        var connection = context.res().getOutputStream();
        context.future(() -> {
            context.req().setAttribute(RequestCounter.STREAM_START, System.nanoTime());
            response.setHeader(context.res());
            // Opened here, because a stream that is opened and not started would never be closed.
            return response.stream().orElseThrow().get().start(connection);
        });
    }
}
