package dev.holdfast.http.header;

import dev.holdfast.domain.Precondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Preconditions of a request (RFC 9110 §13).
 *
 * @param ifMatch If-Match
 * @param ifNoneMatch If-None-Match
 * @param unmodifiedSince If-Unmodified-Since; empty without the field or a valid date
 * @param modifiedSince If-Modified-Since; empty without the field or a valid date
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
     * @param lines all field lines of a name
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
     * @param current the tag of the current representation
     * @param modified its modification time; empty if unknown
     * @param now the current time; a date in the future is ignored
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
     * The precondition of a write on the stored version. If-Unmodified-Since is evaluated only without If-Match and is never
     * a guard, because it cannot tell two versions of one second apart.
     *
     * @param modified the modification time of the target; read only if a date has to be compared
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
