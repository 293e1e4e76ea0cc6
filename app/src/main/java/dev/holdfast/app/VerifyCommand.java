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

/** {@code holdfast verify}. */
@Command(
        name = "verify",
        description =
                "Checks a document's log from its beginning, and that what a running server serves is what the log says.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DOCUMENT", converter = DocumentParameter.class, description = "The id of the document.")
    private @Nullable DocumentId document;

    @Mixin
    private ServerOption server = new ServerOption();

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
                            "The log of document %s%s is sound: %d commits, %d changes.%n",
                            id, verified.deleted() ? ", which was deleted," : "", log.commits(), log.changes());
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
        // Someone may go on editing; what comes after the listing is for the next verification.
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
        if (!verifier.endsWithDeletion(tombstone) && !isStill(client, id, tombstone)) {
            return verified(client, id); // someone restored it meanwhile
        }
        verifier.compareWithTombstone(tombstone);
        return new Verified(verifier, true);
    }

    private static boolean isStill(HoldfastClient client, DocumentId id, Hash tombstone) {
        try {
            var unused = client.document(id);
            return false;
        } catch (HoldfastClientException refused) {
            return refused.tombstone().orElseThrow(() -> refused).equals(tombstone);
        }
    }
}
