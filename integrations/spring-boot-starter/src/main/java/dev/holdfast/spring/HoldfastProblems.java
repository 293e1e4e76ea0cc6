package dev.holdfast.spring;

import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.ContentTooLarge;
import dev.holdfast.domain.DocumentConflict;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.HoldfastException;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergeConflict;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.PreconditionFailed;
import dev.holdfast.domain.PreconditionRequired;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.UnsupportedFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Problem details (RFC 9457) of Holdfast's exceptions in handler methods. That of a conflict has all that is needed to merge. */
@RestControllerAdvice
final class HoldfastProblems {

    /** The status of each exception; 422 for all others, which are about what was sent. */
    private static final Map<Class<? extends HoldfastException>, HttpStatus> STATUS = Map.ofEntries(
            Map.entry(AccessDenied.class, HttpStatus.FORBIDDEN),
            Map.entry(NotFound.class, HttpStatus.NOT_FOUND),
            Map.entry(AlreadyExists.class, HttpStatus.CONFLICT),
            Map.entry(MergeConflict.class, HttpStatus.CONFLICT),
            Map.entry(DocumentGone.class, HttpStatus.GONE),
            Map.entry(SegmentGone.class, HttpStatus.GONE),
            Map.entry(ConcurrencyConflict.class, HttpStatus.PRECONDITION_FAILED),
            Map.entry(DocumentConflict.class, HttpStatus.PRECONDITION_FAILED),
            Map.entry(PreconditionFailed.class, HttpStatus.PRECONDITION_FAILED),
            Map.entry(ContentTooLarge.class, HttpStatus.CONTENT_TOO_LARGE),
            Map.entry(UnsupportedFormat.class, HttpStatus.UNSUPPORTED_MEDIA_TYPE),
            Map.entry(PreconditionRequired.class, HttpStatus.PRECONDITION_REQUIRED),
            Map.entry(StoreUnavailable.class, HttpStatus.SERVICE_UNAVAILABLE));

    @ExceptionHandler
    ResponseEntity<ProblemDetail> malformed(MalformedPrecondition exception) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(exception.getMessage()));
        return ResponseEntity.badRequest()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(HoldfastException exception) {
        var status = STATUS.getOrDefault(exception.getClass(), HttpStatus.UNPROCESSABLE_CONTENT);
        var problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(exception.getMessage()));
        var response = ResponseEntity.status(status).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (exception instanceof StoreUnavailable unavailable) {
            problem.setProperty("outcomeUnknown", unavailable.outcomeUnknown());
            response.header(HttpHeaders.RETRY_AFTER, "1");
        }
        if (exception instanceof ConcurrencyConflict conflict) {
            describe(problem, conflict);
            conflict.first().current().ifPresent(current -> response.eTag(tag(current)));
        }
        return response.body(problem);
    }

    private static void describe(ProblemDetail problem, ConcurrencyConflict conflict) {
        conflict.first().current().ifPresent(current -> problem.setProperty("current", json(current)));
        conflict.first().merge().ifPresent(merge -> problem.setProperty("merge", json(merge)));
    }

    private static Map<String, Object> json(Segment segment) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", segment.id().toString());
        json.put("content", segment.content().text());
        json.put("version", segment.version().number());
        json.put("etag", tag(segment));
        json.put("updatedAt", segment.updated().at().toString());
        json.put("updatedBy", segment.updated().by().name());
        return json;
    }

    private static Map<String, Object> json(Merge merge) {
        return merge instanceof Merge.Clean clean
                ? Map.of("clean", true, "content", clean.text())
                : Map.of("clean", false);
    }

    private static String tag(Segment segment) {
        return "\"%s\"".formatted(segment.hash().value());
    }
}
