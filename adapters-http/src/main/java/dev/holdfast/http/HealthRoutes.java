package dev.holdfast.http;

import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import java.util.List;
import java.util.Map;

/** Health checks: liveness and readiness. */
record HealthRoutes(ReadinessCheck ready) {

    List<Resource> resources() {
        return List.of(
                Resource.at("/health/live").open().health().get(Endpoint.json(request -> status("live"))),
                Resource.at("/health/ready").open().health().get(Endpoint.json(request -> readiness())));
    }

    private Response readiness() {
        return ready.isReady()
                ? status("ready")
                : Problem.of(ProblemType.UNAVAILABLE, "The server is not ready: its database does not respond.")
                        .withHeader("Retry-After", "1")
                        .response();
    }

    private static Response status(String status) {
        return Response.of(200).body(Json.body(Map.of("status", status))).header("Cache-Control", "no-store");
    }
}
