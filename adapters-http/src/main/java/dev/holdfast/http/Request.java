package dev.holdfast.http;

import dev.holdfast.application.Effect;
import dev.holdfast.application.PreparedWrite;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.SegmentId;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A request, as far as it has been read. For use by one thread. */
final class Request {

    private static final Pattern CHARSET =
            Pattern.compile(";[ \\t]*charset=(?:\"([^\"]+)\"|([^\"; \\t]+))", Pattern.CASE_INSENSITIVE);

    private final Context context;
    private final Authenticator authenticator;
    private final ServerOptions.Limits limits;
    private final Preconditions preconditions;
    private Credential credential = Credential.unneeded(Author.ANONYMOUS);
    private byte[] body = {};
    private boolean isUnguarded;
    private Optional<Effect> effect = Optional.empty();

    Request(Context context, Authenticator authenticator, ServerOptions.Limits limits) {
        this.context = context;
        this.authenticator = authenticator;
        this.limits = limits;
        this.preconditions = Preconditions.of(this::lines);
    }

    void identify() {
        credential = authenticator.authenticate(this);
    }

    /** The name by which it is found in the log. */
    String id() {
        return String.valueOf(context.req().getAttribute(RequestId.ATTRIBUTE));
    }

    Author author() {
        return credential.author();
    }

    Credential credential() {
        return credential;
    }

    String method() {
        return context.req().getMethod();
    }

    boolean reads() {
        return method().equals("GET") || method().equals("HEAD");
    }

    String path() {
        return context.req().getRequestURI();
    }

    /** Path and query. */
    String target() {
        var query = context.req().getQueryString();
        return query == null ? path() : path() + "?" + query;
    }

    /** All field lines of a name. */
    List<String> lines(String field) {
        return Collections.list(context.req().getHeaders(field));
    }

    /** A parameter of the query, in which a plus stands for a space. */
    Optional<String> query(String name) {
        return new Query(context.req().getQueryString()).value(name);
    }

    /** A variable part of the path. */
    String parameter(String name) {
        return context.pathParam(name);
    }

    DocumentId document() {
        var text = parameter("id");
        if (!DocumentId.isId(text)) {
            throw new NotFound("document", text);
        }
        return new DocumentId(text);
    }

    SegmentId segment() {
        var text = parameter("id");
        return SegmentId.parse(text).orElseThrow(() -> new NotFound("segment", text));
    }

    Preconditions preconditions() {
        return preconditions;
    }

    Prefer prefer() {
        return Prefer.parse(lines("Prefer"));
    }

    /** The media type of the body, in lower case and without parameters. */
    Optional<String> mediaType() {
        var lines = lines("Content-Type");
        return lines.size() == 1
                ? Optional.of(lines.get(0).split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** What the body says about its characters. */
    Optional<String> charset() {
        var charset = CHARSET.matcher(String.join(",", lines("Content-Type")));
        return charset.find()
                ? Optional.of(charset.group(1) == null ? charset.group(2) : charset.group(1))
                : Optional.empty();
    }

    byte[] body() {
        return body;
    }

    /**
     * Reads the body.
     *
     * @throws ProblemException if it is too large, or comes too slowly
     */
    void readBody(Action.Consumes consumes, ServerOptions.Pace pace) throws IOException {
        if (consumes.mediaTypes().isEmpty()) {
            return;
        }
        if (context.req().getContentLengthLong() > consumes.maxBytes()) {
            throw tooLarge(consumes.maxBytes());
        }
        // Not closed: what is too much is still to be read, so that the client comes to reading the answer.
        var stream = new PacedBody(context.req().getInputStream(), pace);
        try {
            body = stream.readNBytes(consumes.maxBytes());
            if (stream.read() >= 0) {
                throw tooLarge(consumes.maxBytes());
            }
        } catch (PacedBody.TooSlow e) {
            throw Router.tooSlow().asException();
        }
    }

    static ProblemException tooLarge(int maxBytes) {
        return Problem.of(ProblemType.CONTENT_TOO_LARGE, "The most that is taken here is %d bytes.".formatted(maxBytes))
                .with("maxBytes", maxBytes)
                .asException();
    }

    ServerOptions.Limits limits() {
        return limits;
    }

    /** The write that is asked for, of something that is not there yet. */
    PreparedWrite write() {
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
    PreparedWrite write(Supplier<Precondition> believed, Consumer<PreparedWrite> nothing) {
        var unguarded = WriteRequest.by(author()).expecting(new Precondition.Exists());
        var key = orTargetProblem(() -> IdempotencyKey.of(this), () -> nothing.accept(unguarded));
        var keyed = new PreparedWrite(author(), unguarded.precondition(), key);
        return new PreparedWrite(author(), orTargetProblem(believed, () -> nothing.accept(keyed)), key);
    }

    /**
     * What the conditions say about the target.
     *
     * @param modified says when the target was modified, or throws
     * @throws ProblemException if they cannot be read
     */
    Precondition believed(Supplier<Optional<Instant>> modified) {
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

    /**
     * The answer to a write that was done, marked if that was before.
     *
     * @param isGuarded whether it said which version it was made for, where there was one
     */
    Answer written(Answer answer, Effect done, boolean isGuarded) {
        effect = Optional.of(done);
        isUnguarded = !isGuarded;
        return done == Effect.REPLAYED ? answer.header("Holdfast-Replayed", "true") : answer;
    }

    /** What the write did; empty if there was none, or it was refused. */
    Optional<Effect> effect() {
        return effect;
    }

    /** Whether the write did not say which version it was made for. */
    boolean isUnguarded() {
        return isUnguarded;
    }

    /** Does something with the request; if that fails, what is wrong with the target comes first. */
    static <T> T orTargetProblem(Supplier<T> work, Runnable target) {
        try {
            return work.get();
        } catch (ProblemException problem) {
            target.run();
            throw problem;
        }
    }
}
