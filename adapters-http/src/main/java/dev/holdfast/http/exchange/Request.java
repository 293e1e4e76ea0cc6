package dev.holdfast.http.exchange;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.http.header.ContentType;
import dev.holdfast.http.header.Preconditions;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** HTTP request, whose body is read after its header fields were checked. For use by one thread. */
public final class Request {

    private final Context context;
    private final Limits limits;
    private final Preconditions preconditions;
    private Credential credential = Credential.unneeded(Author.ANONYMOUS);
    private byte[] body = {};

    public Request(Context context, Limits limits) {
        this.context = context;
        this.limits = limits;
        this.preconditions = Preconditions.of(this::lines);
    }

    public void identify(Credential shown) {
        credential = shown;
    }

    /** The request id, by which the request is found in the log. */
    public String id() {
        return String.valueOf(context.req().getAttribute(RequestId.ATTRIBUTE));
    }

    public Author author() {
        return credential.author();
    }

    public Credential credential() {
        return credential;
    }

    public String method() {
        return context.req().getMethod();
    }

    public boolean reads() {
        return method().equals("GET") || method().equals("HEAD");
    }

    public String path() {
        return context.req().getRequestURI();
    }

    /** Path and query. */
    String target() {
        var query = context.req().getQueryString();
        return query == null ? path() : path() + "?" + query;
    }

    /** All field lines of a name. */
    public List<String> lines(String field) {
        return Collections.list(context.req().getHeaders(field));
    }

    /** A parameter of the query, in which a plus stands for a space. */
    public Optional<String> query(String name) {
        return new Query(context.req().getQueryString()).value(name);
    }

    /** The value of a variable part of the path. */
    public String parameter(String name) {
        return context.pathParam(name);
    }

    public DocumentId document() {
        var text = parameter("id");
        if (!DocumentId.isId(text)) {
            throw new NotFound("document", text);
        }
        return new DocumentId(text);
    }

    public SegmentId segment() {
        var text = parameter("id");
        return SegmentId.parse(text).orElseThrow(() -> new NotFound("segment", text));
    }

    public Preconditions preconditions() {
        return preconditions;
    }

    /**
     * The preconditions, none of them unreadable.
     *
     * @throws ProblemException if one cannot be read
     */
    public Preconditions readablePreconditions() {
        preconditions.malformed().ifPresent(reason -> {
            throw Problem.of(ProblemType.MALFORMED_PRECONDITION, reason).asException();
        });
        return preconditions;
    }

    public Prefer prefer() {
        return Prefer.parse(lines("Prefer"));
    }

    public ContentType contentType() {
        return ContentType.parse(lines("Content-Type"));
    }

    public byte[] body() {
        return body;
    }

    /**
     * Reads the body.
     *
     * @throws ProblemException if it is too large, or arrives too slowly
     */
    public void readBody(Endpoint.Consumes consumes, MinimumDataRate rate) throws IOException {
        body = consumes.read(context.req(), rate);
    }

    public Limits limits() {
        return limits;
    }
}
