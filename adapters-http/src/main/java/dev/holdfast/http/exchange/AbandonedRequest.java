package dev.holdfast.http.exchange;

/** End of a read whose client has closed the connection. Nobody receives a response. */
public final class AbandonedRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AbandonedRequest() {
        super("The client has closed the connection");
    }
}
