package dev.holdfast.http;

import dev.holdfast.http.exchange.Response;
import java.nio.ByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Responses that are sent through Jetty itself, without the servlet. */
final class JettyResponses {

    private JettyResponses() {}

    /**
     * Sends a complete response.
     *
     * @param headOnly true to send the header without the content
     */
    static void send(
            Response response, org.eclipse.jetty.server.Response connection, boolean headOnly, Callback callback) {
        connection.setStatus(response.status());
        var headers = connection.getHeaders();
        response.headers().forEach((name, value) -> headers.put(name, value));
        response.body().ifPresent(body -> {
            headers.put("Content-Type", body.mediaType());
            headers.put("Content-Length", body.bytes().length);
        });
        var content = response.body()
                .filter(body -> !headOnly)
                .map(body -> ByteBuffer.wrap(body.bytes()))
                .orElse(BufferUtil.EMPTY_BUFFER);
        connection.write(true, content, callback);
    }
}
