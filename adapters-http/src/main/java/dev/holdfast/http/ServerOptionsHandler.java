package dev.holdfast.http;

import dev.holdfast.http.exchange.RequestId;
import dev.holdfast.http.exchange.Response;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/** Handler of {@code OPTIONS *}: the methods of the server as a whole (RFC 9110 §9.3.7). */
final class ServerOptionsHandler extends Handler.Wrapper {

    private final Response response;
    private final CommonHeaders commonHeaders;

    ServerOptionsHandler(String allow, CommonHeaders commonHeaders) {
        this.response = Response.of(204).header("Allow", allow);
        this.commonHeaders = commonHeaders;
    }

    @Override
    public boolean handle(Request request, org.eclipse.jetty.server.Response connection, Callback callback)
            throws Exception {
        if (!request.getMethod().equals("OPTIONS")
                || !"*".equals(request.getHttpURI().getPath())) {
            return super.handle(request, connection, callback);
        }
        var origin = Optional.ofNullable(request.getHeaders().get("Origin"));
        var complete = commonHeaders.addTo(response, RequestId.of(request), origin);
        JettyResponses.send(complete, connection, false, callback);
        return true;
    }
}
