package dev.holdfast.http;

import dev.holdfast.http.exchange.RequestId;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/** Handler that puts the id of each request into the logging context. */
final class RequestIds extends Handler.Wrapper {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        MDC.put(RequestId.ATTRIBUTE, RequestId.of(request));
        try {
            return super.handle(request, response, callback);
        } finally {
            MDC.remove(RequestId.ATTRIBUTE);
        }
    }
}
