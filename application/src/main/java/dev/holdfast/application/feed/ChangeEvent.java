package dev.holdfast.application.feed;

import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Tip;
import java.util.function.Function;

/** Event of a change feed. */
public sealed interface ChangeEvent {

    /** The end of the log as far as the follower knows it after this event, from which it can resume. */
    Tip tip();

    /** Applies the function for the kind of event. */
    <T> T map(Function<Change, T> ofChange, Function<Reset, T> ofReset);

    /** A commit, which is the one after that of the event before. */
    record Change(LoggedCommit commit) implements ChangeEvent {
        @Override
        public Tip tip() {
            return commit.tip();
        }

        @Override
        public <T> T map(Function<Change, T> ofChange, Function<Reset, T> ofReset) {
            return ofChange.apply(this);
        }
    }

    /**
     * The log lacks the commits that the follower has seen: the database was rewound, for example to a backup. The follower must
     * read the document again. The commits after {@code tip} follow.
     *
     * @param seen the cursor of the follower
     * @param tip where the log ends
     */
    record Reset(Cursor seen, Tip tip) implements ChangeEvent {

        @Override
        public <T> T map(Function<Change, T> ofChange, Function<Reset, T> ofReset) {
            return ofReset.apply(this);
        }
    }
}
