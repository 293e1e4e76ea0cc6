package dev.holdfast.http.representation;

import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.ContentTooLarge;
import dev.holdfast.domain.DocumentConflict;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.FileConflict;
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
import dev.holdfast.domain.TooManySegments;
import dev.holdfast.domain.UnknownBase;
import dev.holdfast.domain.UnknownProfile;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Problem details of the core's exceptions. */
public final class Problems {

    private static final String UNGUARDED =
            "This write does not say which version it was made for, so it could overwrite what its writer has not seen. GET the"
                    + " resource, keep its ETag with the text, and send it with the write: If-Match: <its ETag>.";

    private static final String RESUBMIT =
            "GET the resource, then send this request again with the field If-Match: <its ETag>";

    private static final List<Mapping<?>> ALL = List.of(
            new Mapping<>(AccessDenied.class, ProblemType.ACCESS_DENIED),
            new Mapping<>(AlreadyExists.class, ProblemType.ALREADY_EXISTS),
            new Mapping<>(
                    ConcurrencyConflict.class,
                    ProblemType.PRECONDITION_FAILED,
                    (problem, conflict) -> ConflictProblem.of(problem, conflict.first())),
            new Mapping<>(
                    ContentTooLarge.class,
                    ProblemType.CONTENT_TOO_LARGE,
                    (problem, tooLarge) -> problem.with("index", tooLarge.index())
                            .with("bytes", tooLarge.bytes())
                            .with("maxBytes", tooLarge.maxBytes())),
            new Mapping<>(DocumentConflict.class, ProblemType.PRECONDITION_FAILED, ConflictProblem::of),
            new Mapping<>(
                    DocumentGone.class, ProblemType.GONE, (problem, gone) -> GoneProblem.of(problem, gone.tombstone())),
            new Mapping<>(
                    InvalidContent.class,
                    ProblemType.INVALID_CONTENT,
                    (problem, invalid) -> problem.with("reason", invalid.reason())
                            .with("line", invalid.line())
                            .with("column", invalid.column())),
            new Mapping<>(
                    InvalidDocument.class,
                    ProblemType.INVALID_DOCUMENT,
                    (problem, invalid) -> problem.with("member", invalid.member())),
            new Mapping<>(
                    InvalidEdit.class,
                    ProblemType.INVALID_EDIT,
                    (problem, invalid) -> problem.with("index", invalid.index())),
            new Mapping<>(
                    FileConflict.class,
                    ProblemType.FILE_CONFLICT,
                    (problem, conflict) -> problem.with("tip", conflict.tip().toString())
                            .with("conflicts", FileUpdateJson.conflicts(conflict.disputes()))),
            new Mapping<>(KeyReused.class, ProblemType.KEY_REUSED),
            new Mapping<>(MergeConflict.class, ProblemType.MERGE_CONFLICT, ConflictProblem::of),
            new Mapping<>(NotFound.class, ProblemType.NOT_FOUND),
            new Mapping<>(PreconditionFailed.class, ProblemType.PRECONDITION_FAILED),
            new Mapping<>(
                    PreconditionRequired.class,
                    ProblemType.PRECONDITION_REQUIRED,
                    (problem, required) -> problem.explained(UNGUARDED).with("resubmit", RESUBMIT)),
            new Mapping<>(
                    SegmentGone.class,
                    ProblemType.GONE,
                    (problem, gone) -> GoneProblem.of(problem, gone.tombstone(), gone.deletion())),
            new Mapping<>(
                    StoreUnavailable.class,
                    ProblemType.UNAVAILABLE,
                    (problem, unavailable) -> problem.with("outcomeUnknown", unavailable.outcomeUnknown())
                            .withHeader("Retry-After", "1")),
            new Mapping<>(
                    TooManySegments.class,
                    ProblemType.TOO_MANY_SEGMENTS,
                    (problem, tooMany) -> problem.with("maxSegments", tooMany.maxSegments())),
            new Mapping<>(UnknownBase.class, ProblemType.UNKNOWN_BASE),
            new Mapping<>(UnknownProfile.class, ProblemType.MALFORMED_QUERY),
            new Mapping<>(UnsupportedFormat.class, ProblemType.UNSUPPORTED_FORMAT));

    /** A test checks that no member of the family is missing. */
    static final Map<Class<? extends HoldfastException>, Mapping<?>> MAPPINGS =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Mapping::exception, mapping -> mapping));

    /**
     * Problem of one kind of exception.
     *
     * @param exception the exception
     * @param type the type of its problem
     * @param details adds the members and header fields that the client needs
     */
    record Mapping<E extends HoldfastException>(
            Class<E> exception, ProblemType type, BiFunction<Problem, E, Problem> details) {

        Mapping(Class<E> exception, ProblemType type) {
            this(exception, type, (problem, thrown) -> problem);
        }

        Problem problem(HoldfastException thrown) {
            return details.apply(Problem.of(type, String.valueOf(thrown.getMessage())), exception.cast(thrown));
        }
    }

    private Problems() {}

    /** The problem of an exception, with everything that the client needs to continue. */
    public static Problem of(HoldfastException exception) {
        var mapping = MAPPINGS.get(exception.getClass());
        if (mapping == null) {
            throw new IllegalStateException("No problem type for " + exception.getClass(), exception);
        }
        return mapping.problem(exception);
    }
}
