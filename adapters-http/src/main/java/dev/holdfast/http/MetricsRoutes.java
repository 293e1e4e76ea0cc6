package dev.holdfast.http;

import dev.holdfast.http.exchange.Action;
import dev.holdfast.http.exchange.Answer;
import dev.holdfast.http.exchange.Body;
import dev.holdfast.http.exchange.Resource;

/** The numbers, for those who may use the server. */
record MetricsRoutes(Metrics metrics) {

    Resource resource() {
        return Resource.at("/metrics").get(Action.file(Metrics.MEDIA_TYPE, request -> answer()));
    }

    private Answer answer() {
        return Answer.of(200).body(Body.text(Metrics.FORMAT, metrics.text())).header("Cache-Control", "no-store");
    }
}
