package dev.holdfast.http.header;

import dev.holdfast.domain.Precondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The conditions that a request sets (RFC 9110 §13).
 *
 * @param ifMatch If-Match
 * @param ifNoneMatch If-None-Match
 * @param unmodifiedSince If-Unmodified-Since; empty if there is none or it is no date
 * @param modifiedSince If-Modified-Since; empty if there is none or it is no date
 */
public record Preconditions(
        TagCondition ifMatch,
        TagCondition ifNoneMatch,
        Optional<Instant> unmodifiedSince,
        Optional<Instant> modifiedSince) {

    /** Outcome of the preconditions of a read. */
    public enum Verdict {
        PROCEED,
        NOT_MODIFIED,
        FAILED
    }

    /**
     * Reads the fields. Never throws.
     *
     * @param lines gives all field lines of a name
     */
    public static Preconditions of(Function<String, List<String>> lines) {
        return new Preconditions(
                TagCondition.parse(lines.apply("If-Match")),
                TagCondition.parse(lines.apply("If-None-Match")),
                HttpDate.parse(lines.apply("If-Unmodified-Since")),
                HttpDate.parse(lines.apply("If-Modified-Since")));
    }

    /** Error in a field that cannot be parsed. */
    public Optional<String> malformed() {
        return error("If-Match", ifMatch).or(() -> error("If-None-Match", ifNoneMatch));
    }

    private static Optional<String> error(String name, TagCondition condition) {
        return condition.error().map(reason -> "The field %s cannot be read. %s".formatted(name, reason));
    }

    /**
     * Evaluates them for GET and HEAD, in the order of RFC 9110 §13.2.2.
     *
     * @param current the tag of what is about to be sent
     * @param modified when it was modified; empty if that is not known
     * @param now what the clock says; a date that has not come yet proves nothing
     */
    public Verdict forRead(EntityTag current, Optional<Instant> modified, Instant now) {
        if (ifMatch.isGiven() ? !matches(current) : isModifiedSince(unmodifiedSince, modified)) {
            return Verdict.FAILED;
        }
        if (ifNoneMatch.isGiven()) {
            return excludes(current) ? Verdict.NOT_MODIFIED : Verdict.PROCEED;
        }
        var unchanged = modifiedSince.isPresent()
                && modified.isPresent()
                && !modifiedSince.get().isAfter(now)
                && !modified.get().isAfter(modifiedSince.get());
        return unchanged ? Verdict.NOT_MODIFIED : Verdict.PROCEED;
    }

    /** True if If-Match names the current version only as a weak tag, which strong comparison refuses. */
    public boolean namesWeakly(EntityTag current) {
        return ifMatch.tags().stream().anyMatch(tag -> tag.weak() && tag.isWeakly(current)) && !matches(current);
    }

    /**
     * The same as a belief about a stored version. If-Unmodified-Since counts only without If-Match and never as a guard,
     * because two versions of one second look the same to it.
     *
     * @param modified when the target was modified; asked for only if a date has to be compared
     */
    public Precondition toDomain(Supplier<Optional<Instant>> modified) {
        var exclusion = ifNoneMatch.toNoneMatch();
        if (ifMatch.isGiven()) {
            return both(ifMatch.toMatch(), exclusion);
        }
        var late = unmodifiedSince.isPresent() && isModifiedSince(unmodifiedSince, modified.get());
        return both(late ? new Precondition.DoesNotExist() : new Precondition.NoneGiven(), exclusion);
    }

    private static Precondition both(Precondition first, Precondition second) {
        if (second instanceof Precondition.NoneGiven) {
            return first;
        }
        return first instanceof Precondition.NoneGiven ? second : new Precondition.Both(first, second);
    }

    private boolean matches(EntityTag current) {
        return ifMatch.matches(tag -> tag.isStrongly(current));
    }

    private boolean excludes(EntityTag current) {
        return ifNoneMatch.matches(tag -> tag.isWeakly(current));
    }

    private static boolean isModifiedSince(Optional<Instant> date, Optional<Instant> modified) {
        return date.isPresent() && modified.isPresent() && modified.get().isAfter(date.get());
    }
}
