package dev.holdfast.http.header;

import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Precondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** What comes of them for a request that reads. */
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

    /** What is wrong with a field that cannot be read. */
    public Optional<String> malformed() {
        return Stream.of("If-Match", "If-None-Match")
                .flatMap(name -> (name.equals("If-Match") ? ifMatch : ifNoneMatch) instanceof TagCondition.Malformed bad
                        ? Stream.of("The field %s cannot be read. %s".formatted(name, bad.reason()))
                        : Stream.empty())
                .findFirst();
    }

    /**
     * Evaluates them for GET and HEAD, in the order of RFC 9110 §13.2.2.
     *
     * @param current the tag of what is about to be sent
     * @param modified when it was modified; empty if that is not known
     * @param now what the clock says; a date that has not come yet proves nothing
     */
    public Verdict forRead(EntityTag current, Optional<Instant> modified, Instant now) {
        if (given(ifMatch) ? !matches(current) : isModifiedSince(unmodifiedSince, modified)) {
            return Verdict.FAILED;
        }
        if (given(ifNoneMatch)) {
            return excludes(current) ? Verdict.NOT_MODIFIED : Verdict.PROCEED;
        }
        var unchanged = modifiedSince.isPresent()
                && modified.isPresent()
                && !modifiedSince.get().isAfter(now)
                && !modified.get().isAfter(modifiedSince.get());
        return unchanged ? Verdict.NOT_MODIFIED : Verdict.PROCEED;
    }

    /** Whether If-Match names the current version only in a weak form, which strong comparison refuses. */
    public boolean namesWeakly(EntityTag current) {
        return ifMatch instanceof TagCondition.Tags list
                && list.tags().stream().anyMatch(tag -> tag.weak() && tag.isWeakly(current))
                && !matches(current);
    }

    /**
     * The same as a belief about a stored version. If-Unmodified-Since counts only without If-Match and never as a guard,
     * because two versions of one second look the same to it.
     *
     * @param modified when the target was modified; asked for only if a date has to be compared
     */
    public Precondition toDomain(Supplier<Optional<Instant>> modified) {
        var exclusion = exclusion();
        if (given(ifMatch)) {
            return both(guard(), exclusion);
        }
        var late = unmodifiedSince.isPresent() && isModifiedSince(unmodifiedSince, modified.get());
        return both(late ? new Precondition.DoesNotExist() : new Precondition.NoneGiven(), exclusion);
    }

    private Precondition guard() {
        return ifMatch instanceof TagCondition.Any
                ? new Precondition.Exists()
                : new Precondition.Matches(hashes(ifMatch, tag -> !tag.weak()));
    }

    private Precondition exclusion() {
        if (!given(ifNoneMatch)) {
            return new Precondition.NoneGiven();
        }
        return ifNoneMatch instanceof TagCondition.Any
                ? new Precondition.DoesNotExist()
                : new Precondition.NoneOf(hashes(ifNoneMatch, tag -> true));
    }

    private static Precondition both(Precondition first, Precondition second) {
        if (second instanceof Precondition.NoneGiven) {
            return first;
        }
        return first instanceof Precondition.NoneGiven ? second : new Precondition.Both(first, second);
    }

    /** A tag that is no hash is the tag of no version, so it is as good as not there. */
    private static Set<Hash> hashes(TagCondition condition, Predicate<EntityTag> which) {
        return condition instanceof TagCondition.Tags list
                ? list.tags().stream()
                        .filter(which)
                        .map(EntityTag::opaque)
                        .filter(Hash::isHash)
                        .map(Hash::new)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    private boolean matches(EntityTag current) {
        return ifMatch instanceof TagCondition.Any
                || (ifMatch instanceof TagCondition.Tags list
                        && list.tags().stream().anyMatch(tag -> tag.isStrongly(current)));
    }

    private boolean excludes(EntityTag current) {
        return ifNoneMatch instanceof TagCondition.Any
                || (ifNoneMatch instanceof TagCondition.Tags list
                        && list.tags().stream().anyMatch(tag -> tag.isWeakly(current)));
    }

    private static boolean isModifiedSince(Optional<Instant> date, Optional<Instant> modified) {
        return date.isPresent() && modified.isPresent() && modified.get().isAfter(date.get());
    }

    private static boolean given(TagCondition condition) {
        return !(condition instanceof TagCondition.Absent);
    }
}
