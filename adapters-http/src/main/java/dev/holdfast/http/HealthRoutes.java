package dev.holdfast.http;

import dev.holdfast.http.exchange.Action;
import dev.holdfast.http.exchange.Answer;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Whether the server lives, and whether it is of use. */
record HealthRoutes(BooleanSupplier ready) {

    List<Resource> resources() {
        return List.of(
                Resource.at("/health/live").open().get(Action.json(request -> status("live"))),
                Resource.at("/health/ready").open().get(Action.json(request -> readiness())));
    }

    private Answer readiness() {
        return ready.getAsBoolean()
                ? status("ready")
                : Problem.of(ProblemType.UNAVAILABLE, "The server is not ready to serve: its database does not answer.")
                        .withHeader("Retry-After", "1")
                        .answer();
    }

    private static Answer status(String status) {
        return Answer.of(200).body(Json.body(Map.of("status", status))).header("Cache-Control", "no-store");
    }
}
