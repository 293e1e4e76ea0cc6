package dev.holdfast.http.representation;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.Conflict;
import dev.holdfast.domain.DocumentConflict;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.Stamp;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import java.util.List;

/**
 * Explanation of a stale write to its author: somebody else was faster, or the author elsewhere, or the tag was never one of the
 * resource.
 *
 * @param author the author of the write
 * @param field the name of the field or member with the tag
 * @param namesTags true if the write names one
 */
public record StaleWrite(Author author, String field, boolean namesTags) {

    private static final String NEXT =
            " Nothing was overwritten: merge your text with the current one, and save it with the tag in current.etag.";

    /** The problem of one stale edit, or of a batch. */
    public Problem explain(Problem problem, ConcurrencyConflict refusal) {
        var conflicts = refusal.conflicts();
        var names = refusal.segmentNames();
        if (namesTags && conflicts.stream().allMatch(StaleWrite::isUnknown)) {
            return unknown(problem, names);
        }
        var stamps = conflicts.stream()
                .flatMap(conflict -> conflict.current().stream())
                .map(Segment::updated)
                .toList();
        return problem.explained(sentence(stamps, names) + NEXT);
    }

    /** The problem of a stale change of metadata. */
    public Problem explain(Problem problem, DocumentConflict refusal) {
        var current = refusal.current();
        if (namesTags && refusal.base().isEmpty()) {
            return unknown(problem, "the document " + current.id());
        }
        return isOwn(List.of(current.updated()))
                ? problem.explained(
                        "You changed the title or other metadata of this document elsewhere in the meantime, for example in another tab. Look at it and decide again.")
                : problem;
    }

    private Problem unknown(Problem problem, String names) {
        return problem.as(
                        ProblemType.UNKNOWN_TAG,
                        "The tag in %s is no version of %s. Nothing was written. Read it again, and send the etag that comes with it."
                                .formatted(field, names))
                .without("changedBy", "changedByVerified", "changedAt");
    }

    private static boolean isUnknown(Conflict conflict) {
        return conflict.isExplained()
                && conflict.base().isEmpty()
                && conflict.current().filter(segment -> !segment.deleted()).isPresent();
    }

    private String sentence(List<Stamp> stamps, String names) {
        if (isOwn(stamps)) {
            return "You saved %s elsewhere in the meantime, for example in another tab or on another device."
                    .formatted(names);
        }
        return author.equals(Author.ANONYMOUS) && stamps.stream().map(Stamp::by).allMatch(author::equals)
                ? "%s was changed in the meantime, by someone without a name or by you in another tab.".formatted(names)
                : "Someone else edited %s in the meantime.".formatted(names);
    }

    /** Nobody can tell one anonymous author from another. */
    private boolean isOwn(List<Stamp> stamps) {
        return !author.equals(Author.ANONYMOUS)
                && !stamps.isEmpty()
                && stamps.stream().map(Stamp::by).allMatch(author::equals);
    }
}
