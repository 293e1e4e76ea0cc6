package dev.holdfast.http.exchange;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/** The name by which a request is found in the log. */
public final class RequestId {

    /** The name of the request's attribute that keeps it, and of its place in the logging context. */
    public static final String ATTRIBUTE = "requestId";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private RequestId() {}

    /** The one of a request, settled when it is asked for first: the one that the client gave, if it is valid. */
    public static String of(Request request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String settled) {
            return settled;
        }
        var id = given(request.getHeaders().getValuesList("Holdfast-Request-Id"));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    private static String given(List<String> lines) {
        return lines.size() == 1 && VALID.matcher(lines.get(0)).matches()
                ? lines.get(0)
                : UUID.randomUUID().toString();
    }
}
