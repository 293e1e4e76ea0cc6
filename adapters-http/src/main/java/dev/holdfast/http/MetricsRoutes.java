package dev.holdfast.http;

import dev.holdfast.http.exchange.Body;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;

/** Handler of the metrics. It requires authentication where the server has one. */
record MetricsRoutes(Metrics metrics) {

    Resource resource() {
        return Resource.at("/metrics").get(Endpoint.file(Metrics.MEDIA_TYPE, request -> response()));
    }

    private Response response() {
        return Response.of(200).body(Body.text(Metrics.FORMAT, metrics.text())).header("Cache-Control", "no-store");
    }
}
