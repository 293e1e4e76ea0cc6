package dev.holdfast.http.exchange;

import dev.holdfast.application.Reading;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Tip;
import dev.holdfast.http.address.ClientAddress;
import dev.holdfast.http.address.ClientScheme;
import dev.holdfast.http.address.TrustedProxies;
import dev.holdfast.http.header.ContentType;
import dev.holdfast.http.header.EntityTag;
import dev.holdfast.http.header.Preconditions;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** HTTP request, whose body is received after its header fields were checked. For use by one thread at a time. */
public final class Request {

    /** Request attribute: the author, for the access log. */
    public static final String AUTHOR = "dev.holdfast.http.author";

    private final Context context;
    private final Limits limits;
    private final Preconditions preconditions;
    private final IncomingBody incoming;
    private Credential credential = Credential.unneeded(Author.ANONYMOUS);
    private byte[] body = {};

    public Request(Context context, Limits limits) {
        this.context = context;
        this.limits = limits;
        this.preconditions = Preconditions.of(this::lines);
        this.incoming = new IncomingBody(context.req());
    }

    public void identify(Credential shown) {
        credential = shown;
        context.req().setAttribute(AUTHOR, shown.author());
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

    /** True if it came over a connection of one of the proxies. */
    public boolean isFrom(TrustedProxies proxies) {
        return incoming.isFrom(proxies);
    }

    /** The address of the client, also behind a trusted proxy. */
    public ClientAddress client() {
        return incoming.client();
    }

    /** True if the client's own connection uses TLS, as a trusted proxy says. */
    public boolean isSecure() {
        return incoming.scheme() == ClientScheme.HTTPS;
    }

    /** The path below which the client sees the server, with the proxy in front of it; empty for the root. */
    public String base() {
        return incoming.base();
    }

    /** True if an Origin field is that of a page of the server itself. */
    public boolean isOwnOrigin(String origin) {
        return incoming.isOwnOrigin(origin);
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

    /**
     * The query parameter that is true or false; empty if it is absent.
     *
     * @throws ProblemException if it has another value, or is there more than once
     */
    public Optional<Boolean> flag(String name) {
        return Query.flag(name, query(name));
    }

    /**
     * Refuses parameters of the query with other names.
     *
     * @throws ProblemException if there is one
     */
    public void requireParameters(List<String> known) {
        new Query(context.req().getQueryString()).only(known);
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

    /**
     * True if the client has the representation with this tag and asks for another only, so that no body is needed. False for
     * every request that is not conditional.
     */
    public boolean isCurrent(EntityTag tag) {
        return reads()
                && preconditions.malformed().isEmpty()
                && preconditions.forRead(tag, Optional.empty(), Instant.EPOCH) == Preconditions.Verdict.NOT_MODIFIED;
    }

    /** True if the client names versions that it has. */
    public boolean namesVersions() {
        return reads() && preconditions.ifNoneMatch().isGiven();
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
     * Receives the body.
     *
     * @param pending the bodies that are awaited
     * @return completes when {@link #body} is there; fails with a {@link ProblemException} if it is too large, or arrives too
     *     slowly
     */
    public CompletableFuture<Void> receiveBody(
            Endpoint.Consumes consumes, MinimumDataRate rate, PendingBodies pending) {
        return consumes.receive(incoming, rate, pending).thenAccept(bytes -> body = bytes);
    }

    /** Read that stops when the client has closed the connection, or has the result already. */
    public Reading reading() {
        return new Reading() {
            @Override
            public boolean has(Tip tip) {
                return isCurrent(EntityTag.of(tip));
            }

            @Override
            public void proceed() {
                if (isAbandoned()) {
                    throw new AbandonedRequest();
                }
            }
        };
    }

    /** True if the client has closed the connection, so that nobody waits for the response. */
    public boolean isAbandoned() {
        return incoming.isAbandoned();
    }

    /** The body on its way from the client. */
    public IncomingBody incoming() {
        return incoming;
    }

    public Limits limits() {
        return limits;
    }
}
