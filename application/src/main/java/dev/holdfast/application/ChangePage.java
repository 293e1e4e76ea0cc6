package dev.holdfast.application;

import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Tip;
import java.util.List;

/**
 * A part of a document's log.
 *
 * @param tip where the document stood when, or just before, the commits were read; they may reach beyond it
 * @param commits commits in their order
 * @param more true if more follow
 * @param reset true if the log does not hold the commit that the caller has seen, as after a backup was restored: the
 *     document must be read again, and there are no commits here
 */
public record ChangePage(Tip tip, List<LoggedCommit> commits, boolean more, boolean reset) {

    public ChangePage {
        commits = List.copyOf(commits);
    }
}
