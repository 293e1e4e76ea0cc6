package dev.holdfast.spring;

import dev.holdfast.application.CommitOutcome;

/** Observer of the outcomes of commits. */
@FunctionalInterface
interface CommitOutcomes {
    void count(CommitOutcome outcome);
}
