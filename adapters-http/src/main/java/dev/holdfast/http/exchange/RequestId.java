package dev.holdfast.http.exchange;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/** Identifier by which a request is found in the log. */
public final class RequestId {

    /** The name of the request attribute that holds the id, and of its key in the logging context. */
    public static final String ATTRIBUTE = "requestId";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private RequestId() {}

    /** The id of a request, chosen at the first call: the one that the client sent, if it is valid. */
    public static String of(Request request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String chosen) {
            return chosen;
        }
        var id = given(request.getHeaders().getValuesList("Holdfast-Request-Id"));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    private static String given(List<String> lines) {
        return lines.size() == 1 && VALID.matcher(lines.get(0)).matches() ? lines.get(0) : unique();
    }

    /** Unique, but no secret: the random numbers of a UUID's own method are slow, because nobody can guess them. */
    private static String unique() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
