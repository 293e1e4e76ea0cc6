package dev.holdfast.http;

import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.DocumentConflict;
import dev.holdfast.domain.HoldfastException;
import dev.holdfast.domain.PreconditionRequired;
import dev.holdfast.http.auth.Role;
import dev.holdfast.http.exchange.Prefer;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.header.EntityTag;
import dev.holdfast.http.header.TagCondition;
import dev.holdfast.http.representation.Problems;
import dev.holdfast.http.representation.Representations;
import dev.holdfast.http.representation.StaleWrite;
import io.javalin.http.NotFoundResponse;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Error responses to exceptions and errors. An unexpected one is logged here, once. */
final class ExceptionMapper {

    private static final Logger LOGGER = LoggerFactory.getLogger(ExceptionMapper.class);

    private ExceptionMapper() {}

    /**
     * The response to an exception.
     *
     * @param hasRoles true if people have roles on this server
     */
    static Response response(Throwable exception, Request request, boolean hasRoles) {
        if (exception instanceof AccessDenied denied && hasRoles) {
            var role = Role.needed(request.method(), request.path());
            return Problems.of(denied)
                    .explained(
                            "Your role does not allow this: it takes the role %s. Ask whoever runs this server for it."
                                    .formatted(role.label()))
                    .response();
        }
        if (exception instanceof ProblemException problem) {
            return problem.problem().response();
        }
        if (exception instanceof HoldfastException refusal) {
            return refused(refusal, request);
        }
        if (exception instanceof EofException) { // nobody reads the response, but the log and the metrics have it
            return Problem.of(
                            ProblemType.MALFORMED_REQUEST,
                            "The connection was closed before the request was complete. Nothing was done.")
                    .response();
        }
        if (exception instanceof NotFoundResponse) {
            return Problem.of(ProblemType.NOT_FOUND, "There is nothing at %s.".formatted(request.path()))
                    .response();
        }
        return ofServer(exception)
                .or(() -> ofServer(exception.getCause()))
                .orElseGet(() -> unexpected(exception, request));
    }

    private static Response refused(HoldfastException refusal, Request request) {
        var current = current(refusal);
        if (current.isPresent() && request.prefer() == Prefer.REPRESENTATION) {
            return current.get()
                    .status(412)
                    .header("Cache-Control", "no-store")
                    .header("Preference-Applied", Prefer.REPRESENTATION.applied());
        }
        var problem = Problems.of(refusal);
        var weakened =
                currentTag(refusal).filter(request.preconditions()::namesWeakly).isPresent();
        return (weakened ? problem.as(ProblemType.WEAKENED_TAG) : explained(problem, refusal, request)).response();
    }

    /** A weak tag is one of an earlier version perhaps, which nobody looked for. */
    private static boolean namesTags(TagCondition ifMatch) {
        return !ifMatch.tags().isEmpty() && ifMatch.tags().stream().noneMatch(EntityTag::weak);
    }

    private static Problem explained(Problem problem, HoldfastException refusal, Request request) {
        var ifMatch = request.preconditions().ifMatch();
        var stale = new StaleWrite(request.author(), "If-Match", namesTags(ifMatch));
        if (refusal instanceof ConcurrencyConflict conflict) {
            return stale.explain(problem, conflict);
        }
        if (refusal instanceof DocumentConflict conflict) {
            return stale.explain(problem, conflict);
        }
        return refusal instanceof PreconditionRequired && ifMatch instanceof TagCondition.Any
                ? problem.explained(
                        "If-Match: * names no version, so this write would overwrite whatever there is, also what its writer has not"
                                + " seen. GET the resource, and send its ETag in If-Match. A server that was started with"
                                + " --if-match required accepts the *.")
                : problem;
    }

    private static Optional<EntityTag> currentTag(HoldfastException refusal) {
        if (refusal instanceof DocumentConflict conflict) {
            return Optional.of(EntityTag.of(conflict.current().hash()));
        }
        return refusal instanceof ConcurrencyConflict conflict
                ? conflict.first().current().map(segment -> EntityTag.of(segment.hash()))
                : Optional.empty();
    }

    /** Current representation of the target of a stale write. */
    private static Optional<Response> current(HoldfastException refusal) {
        if (refusal instanceof DocumentConflict conflict && !conflict.current().deleted()) {
            var current = conflict.current();
            return Optional.of(
                    Representations.document(current).header("Content-Location", Representations.location(current)));
        }
        return refusal instanceof ConcurrencyConflict conflict
                ? conflict.first()
                        .current()
                        .filter(segment -> !segment.deleted())
                        .map(segment -> Representations.segment(segment)
                                .header("Content-Location", Representations.location(segment)))
                : Optional.empty();
    }

    /** Response to an error that Jetty reported while the body was read. */
    private static Optional<Response> ofServer(@Nullable Throwable thrown) {
        return thrown instanceof HttpException http
                ? ProblemType.ofServer(http.getCode())
                        .filter(type -> type.status() < 500)
                        .map(type -> Problem.of(type, type.explanation()).response())
                : Optional.empty();
    }

    private static Response unexpected(Throwable exception, Request request) {
        var id = request.id();
        LOGGER.error("Request {} failed: {} {}", id, request.method(), request.path(), exception);
        return Problem.of(
                        ProblemType.INTERNAL_ERROR,
                        "Something went wrong in the server. Its log has the details under the request id %s."
                                .formatted(id))
                .with("requestId", id)
                .response();
    }
}
