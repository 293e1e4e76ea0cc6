package dev.holdfast.http;

import dev.holdfast.http.editor.RestartPage;
import dev.holdfast.http.exchange.Body;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.RequestId;
import dev.holdfast.http.exchange.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Problem details of the requests that Jetty refuses before they are routed; for the editor's page a page of its own. */
final class JettyErrors extends ErrorHandler {

    private final CommonHeaders commonHeaders;

    JettyErrors(CommonHeaders commonHeaders) {
        this.commonHeaders = commonHeaders;
    }

    @Override
    public boolean handle(Request request, org.eclipse.jetty.server.Response connection, Callback callback) {
        var status = request.getAttribute(ERROR_EXCEPTION) instanceof HttpException failure
                ? ofVersion(failure.getCode())
                : connection.getStatus();
        var origin = Optional.ofNullable(request.getHeaders().get("Origin"));
        var response = commonHeaders.addTo(of(status, request), RequestId.of(request), origin);
        JettyResponses.send(response, connection, "HEAD".equals(request.getMethod()), callback);
        return true;
    }

    /** The preface of HTTP/2 is a version that is not supported. Jetty's 426 would promise an upgrade. */
    private static int ofVersion(int status) {
        return status == HttpStatus.UPGRADE_REQUIRED_426 ? HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 : status;
    }

    private static Response of(int status, Request request) {
        var accepted = request.getHeaders().getQualityCSV(HttpHeader.ACCEPT);
        var isPage =
                RestartPage.isWanted(request.getMethod(), request.getHttpURI().getPath(), accepted);
        return status == HttpStatus.SERVICE_UNAVAILABLE_503 && isPage ? RestartPage.response() : of(status);
    }

    private static Response of(int status) {
        return ProblemType.ofServer(status)
                .map(type -> Problem.of(type, type.explanation()).response())
                .orElseGet(() -> plain(status));
    }

    /** Problem details that say no more than their status (RFC 9457 §4.2.1). */
    private static Response plain(int status) {
        var json = "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d}"
                .formatted(HttpStatus.getMessage(status), status);
        return Response.of(status)
                .body(new Body("application/problem+json", json.getBytes(StandardCharsets.UTF_8)))
                .header("Cache-Control", "no-store");
    }
}
