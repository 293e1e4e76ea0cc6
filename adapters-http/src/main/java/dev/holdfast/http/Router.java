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

/** Brings requests to resources, in the order of checks that the contract gives. */
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
    private final MinimumDataRate rate;
    private final Metrics metrics;

    Router(ServerOptions options, InstantSource clock, CommonHeaders commonHeaders, Metrics metrics) {
        this.guard = RequestGuard.to(options);
        this.authenticator = options.authentication().authenticator();
        this.conditions = new Conditions(clock);
        this.commonHeaders = commonHeaders;
        this.limits = options.limits();
        this.rate = options.minimumDataRate();
        this.metrics = metrics;
    }

    void register(RoutesConfig routes, List<Resource> resources) {
        routes.before(this::admit);
        for (var resource : resources) {
            for (var method : KNOWN_METHODS) {
                routes.addHttpHandler(
                        HandlerType.findOrCreate(method), resource.path(), context -> handle(context, resource));
            }
        }
        routes.exception(Exception.class, (exception, context) -> fail(context, exception));
        routes.exception(HttpResponseException.class, (exception, context) -> fail(context, exception));
        routes.error(408, context -> tell(context, MinimumDataRate.timeout().response()));
    }

    private void admit(Context context) {
        guard.check(context.req());
        if (!KNOWN_METHODS.contains(context.req().getMethod())) {
            throw Problem.of(
                            ProblemType.NOT_IMPLEMENTED,
                            "The server does not know the method %s."
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
        request.readBody(endpoint.consumes(), rate);
        var response = conditions.apply(request, endpoint.handler().handle(request));
        metrics.answered(response);
        send(context, response);
    }

    /** The request of an exchange, made once. */
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
                        "%s cannot be used here. This resource understands %s.".formatted(method, resource.allow()))
                .withHeader("Allow", resource.allow())
                .asException();
    }

    private void fail(Context context, Exception exception) {
        var request = request(context);
        var response = ExceptionMapper.response(exception, request);
        metrics.refused(request, response, exception);
        tell(context, response);
    }

    private void tell(Context context, Response failure) {
        if (context.res().isCommitted()) {
            return;
        }
        try {
            context.res().reset();
            send(context, failure);
        } catch (IOException e) {
            LOGGER.debug("The client is gone and will not know why it failed", e);
        }
    }

    private void send(Context context, Response response) throws IOException {
        var unread = new UnreadBody(context.req(), limits.unreadBytes());
        var isDone = response.status() != ProblemType.REQUEST_TIMEOUT.status() && unread.discard(rate.gracePeriod());
        var last = isDone ? response : response.header("Connection", "close");
        var headOnly = context.req().getMethod().equals("HEAD");
        var request = request(context);
        var origin = request.lines("Origin").stream().findFirst();
        var complete = commonHeaders.addTo(last, request.id(), origin);
        if (complete.stream().isPresent() && !headOnly) {
            stream(context, complete);
        } else {
            complete.send(context.res(), headOnly);
        }
        if (!isDone) {
            unread.linger();
        }
    }

    /** Sends the header, and leaves the rest to the stream; the thread of this request goes back to its pool. */
    private static void stream(Context context, Response response) throws IOException {
        var connection = context.res().getOutputStream();
        context.future(() -> {
            context.req().setAttribute(RequestCounter.STREAMS_SINCE, System.nanoTime());
            response.setHeader(context.res());
            // Opened only now: nothing may come between it and its start, or nobody would end it.
            return response.stream().orElseThrow().get().start(connection);
        });
    }
}
