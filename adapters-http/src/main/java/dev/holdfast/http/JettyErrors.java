package dev.holdfast.http;

import dev.holdfast.http.editor.RestartPage;
import dev.holdfast.http.exchange.Body;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.RequestId;
import dev.holdfast.http.exchange.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Problem details of the requests that Jetty refuses before they are routed; for the editor's page a page of its own. */
final class JettyErrors extends ErrorHandler {

    private static final String AMBIGUOUS =
            "The path could be read in two ways: it has an empty segment (//), a dot or a slash that is percent-encoded (%2e, %2f),"
                    + " or a parameter (;). Send the path without them.";

    private static final Map<Integer, String> DETAILS = Map.of(
            417, "The field Expect has a value other than 100-continue, which is the only one. Leave the field out.",
            505, "The server speaks HTTP/1.1 and HTTP/1.0. Send the request in HTTP/1.1.");

    private final CommonHeaders commonHeaders;

    JettyErrors(CommonHeaders commonHeaders) {
        this.commonHeaders = commonHeaders;
    }

    @Override
    public boolean handle(Request request, org.eclipse.jetty.server.Response connection, Callback callback) {
        var failure = request.getAttribute(ERROR_EXCEPTION);
        var status = failure instanceof HttpException http ? ofVersion(http.getCode()) : connection.getStatus();
        var origin = Optional.ofNullable(request.getHeaders().get("Origin"));
        var response = commonHeaders.addTo(of(status, request, isAmbiguous(failure)), RequestId.of(request), origin);
        JettyResponses.send(response, connection, "HEAD".equals(request.getMethod()), callback);
        return true;
    }

    /** The preface of HTTP/2 is a version that is not supported. Jetty's 426 would promise an upgrade. */
    private static int ofVersion(int status) {
        return status == HttpStatus.UPGRADE_REQUIRED_426 ? HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 : status;
    }

    /** True for a target that could be read in two ways, although HTTP allows it. */
    private static boolean isAmbiguous(@Nullable Object failure) {
        return failure instanceof HttpException http
                && http.getReason() != null
                && http.getReason().contains("Ambiguous");
    }

    private static Response of(int status, Request request, boolean isAmbiguous) {
        if (isAmbiguous && status == HttpStatus.BAD_REQUEST_400) {
            return Problem.of(ProblemType.MALFORMED_REQUEST, AMBIGUOUS).response();
        }
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

    /** Problem details of a status without a problem type (RFC 9457 §4.2.1). */
    private static Response plain(int status) {
        var detail = DETAILS.getOrDefault(status, "The server cannot do this.");
        var json = "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(HttpStatus.getMessage(status), status, detail);
        return Response.of(status)
                .body(new Body("application/problem+json", json.getBytes(StandardCharsets.UTF_8)))
                .header("Cache-Control", "no-store");
    }
}
