package dev.holdfast.http.representation;

import static java.util.Map.entry;

import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.ContentTooLarge;
import dev.holdfast.domain.DocumentConflict;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.HoldfastException;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.InvalidDocument;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.KeyReused;
import dev.holdfast.domain.MergeConflict;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.PreconditionFailed;
import dev.holdfast.domain.PreconditionRequired;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.UnknownBase;
import dev.holdfast.domain.UnknownProfile;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import java.util.Map;

/** Problem details of the core's exceptions. */
public final class Problems {

    /** A test sees to it that no member of the family is missing. */
    static final Map<Class<? extends HoldfastException>, ProblemType> TYPES = Map.ofEntries(
            entry(AccessDenied.class, ProblemType.ACCESS_DENIED),
            entry(AlreadyExists.class, ProblemType.ALREADY_EXISTS),
            entry(ConcurrencyConflict.class, ProblemType.PRECONDITION_FAILED),
            entry(ContentTooLarge.class, ProblemType.CONTENT_TOO_LARGE),
            entry(DocumentConflict.class, ProblemType.PRECONDITION_FAILED),
            entry(DocumentGone.class, ProblemType.GONE),
            entry(InvalidContent.class, ProblemType.INVALID_CONTENT),
            entry(InvalidDocument.class, ProblemType.INVALID_DOCUMENT),
            entry(InvalidEdit.class, ProblemType.INVALID_EDIT),
            entry(KeyReused.class, ProblemType.KEY_REUSED),
            entry(MergeConflict.class, ProblemType.MERGE_CONFLICT),
            entry(NotFound.class, ProblemType.NOT_FOUND),
            entry(PreconditionFailed.class, ProblemType.PRECONDITION_FAILED),
            entry(PreconditionRequired.class, ProblemType.PRECONDITION_REQUIRED),
            entry(SegmentGone.class, ProblemType.GONE),
            entry(StoreUnavailable.class, ProblemType.UNAVAILABLE),
            entry(UnknownBase.class, ProblemType.UNKNOWN_BASE),
            entry(UnknownProfile.class, ProblemType.MALFORMED_QUERY),
            entry(UnsupportedFormat.class, ProblemType.UNSUPPORTED_FORMAT));

    private Problems() {}

    /** The problem that an exception is, with all that the client needs to go on. */
    public static Problem of(HoldfastException exception) {
        var problem = Problem.of(type(exception), String.valueOf(exception.getMessage()));
        if (exception instanceof ConcurrencyConflict conflict) {
            return ConflictProblem.of(problem, conflict.first());
        }
        if (exception instanceof DocumentConflict conflict) {
            return ConflictProblem.of(problem, conflict);
        }
        if (exception instanceof MergeConflict conflict) {
            return ConflictProblem.of(problem, conflict);
        }
        if (exception instanceof SegmentGone gone) {
            return GoneProblem.of(problem, gone.tombstone());
        }
        return exception instanceof DocumentGone gone
                ? GoneProblem.of(problem, gone.tombstone())
                : details(problem, exception);
    }

    private static ProblemType type(HoldfastException exception) {
        var type = TYPES.get(exception.getClass());
        if (type == null) {
            throw new IllegalStateException("No problem type for " + exception.getClass(), exception);
        }
        return type;
    }

    private static Problem details(Problem problem, HoldfastException exception) {
        if (exception instanceof InvalidContent invalid) {
            return problem.with("reason", invalid.reason())
                    .with("line", invalid.line())
                    .with("column", invalid.column());
        }
        if (exception instanceof InvalidDocument invalid) {
            return problem.with("member", invalid.member());
        }
        if (exception instanceof InvalidEdit invalid) {
            return problem.with("index", invalid.index());
        }
        if (exception instanceof ContentTooLarge tooLarge) {
            return problem.with("index", tooLarge.index())
                    .with("bytes", tooLarge.bytes())
                    .with("maxBytes", tooLarge.maxBytes());
        }
        if (exception instanceof PreconditionRequired) {
            return problem.with(
                    "resubmit", "GET the resource, then send this request again with the field If-Match: <its ETag>");
        }
        return exception instanceof StoreUnavailable unavailable
                ? problem.with("outcomeUnknown", unavailable.outcomeUnknown()).withHeader("Retry-After", "1")
                : problem;
    }
}
