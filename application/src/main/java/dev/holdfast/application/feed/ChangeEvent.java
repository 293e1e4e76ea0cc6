package dev.holdfast.application.feed;

import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Tip;

/** Event of a change feed. */
public sealed interface ChangeEvent {

    /** The end of the log as far as the follower knows it after this event, from which it can resume. */
    Tip tip();

    /** A commit, which is the one after that of the event before. */
    record Change(LoggedCommit commit) implements ChangeEvent {
        @Override
        public Tip tip() {
            return commit.tip();
        }
    }

    /**
     * The log lacks the commits that the follower has seen: the database was rewound, for example to a backup. The follower must
     * read the document again. The commits after {@code tip} follow.
     *
     * @param seen the cursor of the follower
     * @param tip where the log ends
     */
    record Reset(Cursor seen, Tip tip) implements ChangeEvent {}
}
