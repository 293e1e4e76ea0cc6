package dev.holdfast.http.address;

import java.util.Locale;
import org.eclipse.jetty.server.Request;

/** Scheme of a client's own connection: http, or https where a trusted proxy says so. The name of the session cookie uses it. */
public enum ClientScheme {
    HTTP,
    HTTPS;

    private static final String ATTRIBUTE = "dev.holdfast.http.scheme";

    /** The scheme with a name; any other one than https is not secure. */
    static ClientScheme named(String name) {
        return name.toLowerCase(Locale.ROOT).equals("https") ? HTTPS : HTTP;
    }

    /** The scheme of a request: the one that was set, or that of the server itself. */
    public static ClientScheme of(Request request) {
        return request.getAttribute(ATTRIBUTE) instanceof ClientScheme set ? set : HTTP;
    }

    /** Sets the scheme of a request. */
    public void setFor(Request request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
