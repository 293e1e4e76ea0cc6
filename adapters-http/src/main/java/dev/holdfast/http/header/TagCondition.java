package dev.holdfast.http.header;

import dev.holdfast.domain.Precondition;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The value of an If-Match or If-None-Match field (RFC 9110 §13.1.1 and §13.1.2), valid or not. */
public sealed interface TagCondition {

    /** No field. */
    record Absent() implements TagCondition {

        @Override
        public boolean isGiven() {
            return false;
        }

        @Override
        public Precondition toMatch() {
            return new Precondition.NoneGiven();
        }

        @Override
        public Precondition toNoneMatch() {
            return new Precondition.NoneGiven();
        }
    }

    /** {@code *}: any version. */
    record Any() implements TagCondition {

        @Override
        public boolean matches(Predicate<EntityTag> comparison) {
            return true;
        }

        @Override
        public Precondition toMatch() {
            return new Precondition.Exists();
        }

        @Override
        public Precondition toNoneMatch() {
            return new Precondition.DoesNotExist();
        }
    }

    /** A list of tags; an empty one is valid and matches nothing. */
    record Tags(List<EntityTag> tags) implements TagCondition {
        public Tags {
            tags = List.copyOf(tags);
        }

        @Override
        public boolean matches(Predicate<EntityTag> comparison) {
            return tags.stream().anyMatch(comparison);
        }
    }

    /**
     * A malformed value. It matches nothing and is never ignored.
     *
     * @param reason the error, as a sentence
     */
    record Malformed(String reason) implements TagCondition {

        @Override
        public Optional<String> error() {
            return Optional.of(reason);
        }
    }

    /**
     * Parses the field. Never throws, in time linear in the length of the lines.
     *
     * @param lines all field lines of that name, in their order; they count as one list (RFC 9110 §5.3)
     */
    static TagCondition parse(List<String> lines) {
        return lines.isEmpty() ? new Absent() : new TagParser(String.join(", ", lines)).parse();
    }

    default boolean isGiven() {
        return true;
    }

    /** The error in the value; empty if it is valid. */
    default Optional<String> error() {
        return Optional.empty();
    }

    /** The listed tags; empty for every other value. */
    default List<EntityTag> tags() {
        return List.of();
    }

    /** True if one of the listed tags, or {@code *}, compares equal to the current tag. */
    default boolean matches(Predicate<EntityTag> comparison) {
        return false;
    }

    /** The value of If-Match as a precondition of a write. Only strong tags can match. */
    default Precondition toMatch() {
        return new Precondition.Matches(EntityTag.hashes(tags(), tag -> !tag.weak()));
    }

    /** The value of If-None-Match as a precondition of a write. */
    default Precondition toNoneMatch() {
        return new Precondition.NoneOf(EntityTag.hashes(tags(), tag -> true));
    }
}
