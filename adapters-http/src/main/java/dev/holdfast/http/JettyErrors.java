package dev.holdfast.http;

import dev.holdfast.http.exchange.Answer;
import dev.holdfast.http.exchange.Body;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.RequestId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Says as problem details what the HTTP server underneath refuses before any of our code runs. */
final class JettyErrors extends ErrorHandler {

    private final Envelope envelope;

    JettyErrors(Envelope envelope) {
        this.envelope = envelope;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var status = request.getAttribute(ERROR_EXCEPTION) instanceof HttpException failure
                ? ofVersion(failure.getCode())
                : response.getStatus();
        var origin = Optional.ofNullable(request.getHeaders().get("Origin"));
        var answer = envelope.around(answer(status), RequestId.of(request), origin);
        response.setStatus(status);
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        var body = answer.body().orElseThrow();
        response.getHeaders().put("Content-Type", body.mediaType());
        response.getHeaders().put("Content-Length", body.bytes().length);
        var content = "HEAD".equals(request.getMethod()) ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body.bytes());
        response.write(true, content, callback);
        return true;
    }

    /** A request of HTTP/2 in the form of HTTP/1 is of a version that is not supported; there is nothing to upgrade to. */
    private static int ofVersion(int status) {
        return status == HttpStatus.UPGRADE_REQUIRED_426 ? HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 : status;
    }

    private static Answer answer(int status) {
        return ProblemType.ofServer(status)
                .map(type -> Problem.of(type, type.explanation()).answer())
                .orElseGet(() -> plain(status));
    }

    /** A status that says all there is to say (RFC 9457 §4.2.1). */
    private static Answer plain(int status) {
        var json = "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d}"
                .formatted(HttpStatus.getMessage(status), status);
        return Answer.of(status)
                .body(new Body("application/problem+json", json.getBytes(StandardCharsets.UTF_8)))
                .header("Cache-Control", "no-store");
    }
}
