package dev.holdfast.http.representation;

import dev.holdfast.domain.LoggedCommit;
import java.util.List;

/** JSON of a commit, without its idempotency key, which only its author knows. */
public record CommitJson(long revision, String author, boolean verified, String at, List<ChangeJson> changes) {

    public static CommitJson of(LoggedCommit commit) {
        return new CommitJson(
                commit.revision(),
                commit.stamp().by().name(),
                commit.stamp().by().verified(),
                commit.stamp().at().toString(),
                commit.changes().stream().map(ChangeJson::of).toList());
    }
}
