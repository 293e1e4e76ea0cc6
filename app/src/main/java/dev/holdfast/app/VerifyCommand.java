package dev.holdfast.app;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LogVerifier;
import dev.holdfast.http.client.HoldfastClient;
import dev.holdfast.http.client.HoldfastClientException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code holdfast verify}. */
@Command(
        name = "verify",
        description = "Verifies the hash chain of a document's log, and that the server's current version matches it.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DOCUMENT", converter = DocumentIdConverter.class, description = "The document id.")
    private @Nullable DocumentId document;

    @Mixin
    private ClientOptions server = new ClientOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private record Verified(LogVerifier log, boolean deleted) {}

    @Override
    public Integer call() {
        var id = Objects.requireNonNull(document);
        var verified = verified(server.client(), id);
        var log = verified.log();
        var commandLine = Objects.requireNonNull(spec).commandLine();
        if (log.problems().isEmpty()) {
            commandLine
                    .getOut()
                    .printf(
                            "The log of document %s%s is valid: %d commits, %d changes.%n",
                            id, verified.deleted() ? ", which is deleted," : "", log.commits(), log.changes());
            return 0;
        }
        log.problems().forEach(problem -> commandLine.getErr().println("holdfast: " + problem));
        return 1;
    }

    private static Verified verified(HoldfastClient client, DocumentId id) {
        try {
            return live(client, id);
        } catch (HoldfastClientException refused) {
            return deleted(client, id, refused.tombstone().orElseThrow(() -> refused));
        }
    }

    private static Verified live(HoldfastClient client, DocumentId id) {
        var listing = client.segments(id);
        var verifier = new LogVerifier(id);
        // Commits after the listing are ignored; others may be editing.
        client.changes(id, commit -> {
            if (commit.revision() <= listing.tip().revision()) {
                verifier.accept(commit);
            }
        });
        verifier.compare(listing.tip(), listing.segments());
        return new Verified(verifier, false);
    }

    private static Verified deleted(HoldfastClient client, DocumentId id, Hash tombstone) {
        var verifier = new LogVerifier(id);
        client.changes(id, verifier::accept);
        if (!verifier.endsWithDeletion(tombstone) && !isStillDeleted(client, id, tombstone)) {
            return verified(client, id); // it was restored in the meantime
        }
        verifier.compareWithTombstone(tombstone);
        return new Verified(verifier, true);
    }

    private static boolean isStillDeleted(HoldfastClient client, DocumentId id, Hash tombstone) {
        try {
            var unused = client.document(id);
            return false;
        } catch (HoldfastClientException refused) {
            return refused.tombstone().orElseThrow(() -> refused).equals(tombstone);
        }
    }
}
