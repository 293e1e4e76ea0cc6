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
 */
public record ChangePage(Tip tip, List<LoggedCommit> commits, boolean more) {

    public ChangePage {
        commits = List.copyOf(commits);
    }
}
