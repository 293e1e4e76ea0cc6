package dev.holdfast.http;

import dev.holdfast.http.exchange.Answer;
import dev.holdfast.http.exchange.RequestId;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Tells what the server as a whole understands, which OPTIONS asks with an asterisk for the target (RFC 9110 §9.3.7). */
final class WholeServer extends Handler.Wrapper {

    private final Answer answer;
    private final Envelope envelope;

    WholeServer(String allow, Envelope envelope) {
        this.answer = Answer.of(204).header("Allow", allow);
        this.envelope = envelope;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!request.getMethod().equals("OPTIONS")
                || !"*".equals(request.getHttpURI().getPath())) {
            return super.handle(request, response, callback);
        }
        var origin = Optional.ofNullable(request.getHeaders().get("Origin"));
        var enveloped = envelope.around(answer, RequestId.of(request), origin);
        response.setStatus(enveloped.status());
        enveloped.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        callback.succeeded();
        return true;
    }
}
