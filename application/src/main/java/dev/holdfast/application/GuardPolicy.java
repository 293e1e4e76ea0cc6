package dev.holdfast.application;

import dev.holdfast.domain.Precondition;

/** Policy for writes that do not name the version that they were made for. */
public enum GuardPolicy {
    /** A change or deletion has to name a version that its writer has seen. That there is one at all is not enough. */
    TAG {
        @Override
        boolean accepts(Precondition precondition) {
            return namesVersion(precondition);
        }
    },
    /** It has to say on which condition it is made; {@code *} is one, and overwrites what its writer has not seen. */
    REQUIRED {
        @Override
        boolean accepts(Precondition precondition) {
            return precondition.guards();
        }
    },
    /** A write without a precondition is made to the current version. */
    OPTIONAL {
        @Override
        boolean accepts(Precondition precondition) {
            return true;
        }
    };

    abstract boolean accepts(Precondition precondition);

    /** True if a precondition keeps the write from overwriting a version that its writer has not seen. */
    public static boolean namesVersion(Precondition precondition) {
        return precondition instanceof Precondition.Matches
                || (precondition instanceof Precondition.Both both
                        && (namesVersion(both.first()) || namesVersion(both.second())));
    }
}
