package dev.holdfast.http.representation;

import dev.holdfast.domain.LoggedCommit;
import java.util.List;

/** JSON of a commit, with the digest of its idempotency key in place of the key, which only its author knows. */
public record CommitJson(
        long revision,
        String tip,
        String author,
        boolean verified,
        String at,
        String keyDigest,
        List<ChangeJson> changes) {

    public static CommitJson of(LoggedCommit commit) {
        return new CommitJson(
                commit.revision(),
                commit.tip().toString(),
                commit.stamp().by().name(),
                commit.stamp().by().verified(),
                commit.stamp().at().toString(),
                commit.key().digest().value(),
                commit.changes().stream().map(ChangeJson::of).toList());
    }
}
