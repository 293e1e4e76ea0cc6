package dev.holdfast.app.backup;

import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitHash;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Tip;
import java.util.Optional;

/**
 * Commit of a backup, and the end of the log that it made.
 *
 * @param commit the commit, which makes the same end again where it follows the same commit
 * @param tip the end of the log after it
 */
record BackedUpCommit(Commit commit, Tip tip) {

    static BackedUpCommit of(LoggedCommit logged) {
        return new BackedUpCommit(
                logged.toCommit()
                        .orElseThrow(() -> new BackupFailure(
                                ("Document %s: a text of revision %d was erased from the log, and a backup cannot hold that. Nothing"
                                                + " was written.")
                                        .formatted(logged.document(), logged.revision()))),
                logged.tip());
    }

    /** True if its hash follows from the end of the log before it, its author, time, key and edits. */
    boolean follows(Optional<Tip> before) {
        var revision = before.map(Tip::revision).orElse(0L) + 1;
        var hash = before.map(Tip::hash).orElseGet(() -> Hash.beforeLog(commit.document()));
        return tip.equals(
                new Tip(revision, CommitHash.of(hash, revision, commit.stamp().at(), CommitHash.contents(commit))));
    }

    /** The number of changes. */
    int changes() {
        return commit.edits().size() + (commit.documentEdit().isPresent() ? 1 : 0);
    }
}
