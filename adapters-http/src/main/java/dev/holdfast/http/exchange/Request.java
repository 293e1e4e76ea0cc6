package dev.holdfast.http.exchange;

import dev.holdfast.application.PreparedWrite;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.http.header.ContentType;
import dev.holdfast.http.header.Preconditions;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A request, as far as it has been read. For use by one thread. */
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

    /** The name by which it is found in the log. */
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

    /** A variable part of the path. */
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
     * @throws ProblemException if it is too large, or comes too slowly
     */
    public void readBody(Endpoint.Consumes consumes, MinimumDataRate rate) throws IOException {
        body = consumes.read(context.req(), rate);
    }

    public Limits limits() {
        return limits;
    }

    /** The write that is asked for, of something that is not there yet. */
    public PreparedWrite write() {
        var believed = believed(Optional::empty);
        return new PreparedWrite(author(), believed, IdempotencyKey.of(this));
    }

    /**
     * The write that is asked for. What is wrong with the header fields is told only when the target is there and the key
     * is not used otherwise, because what is missing is missing whatever the conditions say.
     *
     * @param believed reads the conditions, or throws
     * @param nothing does a write that changes nothing, or throws
     */
    public PreparedWrite write(Supplier<Precondition> believed, Consumer<PreparedWrite> nothing) {
        var unguarded = WriteRequest.by(author()).expecting(new Precondition.Exists());
        var key = orTargetProblem(() -> IdempotencyKey.of(this), () -> nothing.accept(unguarded));
        var keyed = new PreparedWrite(author(), unguarded.precondition(), key);
        return new PreparedWrite(author(), orTargetProblem(believed, () -> nothing.accept(keyed)), key);
    }

    /**
     * The precondition on the target.
     *
     * @param modified says when the target was modified, or throws
     * @throws ProblemException if they cannot be read
     */
    public Precondition believed(Supplier<Optional<Instant>> modified) {
        requireReadable();
        return preconditions.toDomain(() -> unlessGone(modified));
    }

    /** A repeated deletion finds its target gone, which is for the key to decide and not for a date. */
    private static Optional<Instant> unlessGone(Supplier<Optional<Instant>> modified) {
        try {
            return modified.get();
        } catch (SegmentGone | DocumentGone e) {
            return Optional.empty();
        }
    }

    /**
     * Refuses conditions that cannot be read.
     *
     * @throws ProblemException if there is one
     */
    void requireReadable() {
        preconditions.malformed().ifPresent(reason -> {
            throw Problem.of(ProblemType.MALFORMED_PRECONDITION, reason).asException();
        });
    }

    /** Does something with the request; if that fails, what is wrong with the target comes first. */
    public static <T> T orTargetProblem(Supplier<T> work, Runnable target) {
        try {
            return work.get();
        } catch (ProblemException problem) {
            target.run();
            throw problem;
        }
    }
}
