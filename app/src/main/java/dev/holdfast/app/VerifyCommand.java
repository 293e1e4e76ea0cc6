package dev.holdfast.app;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LogVerifier;
import dev.holdfast.http.HoldfastClient;
import dev.holdfast.http.HoldfastClientException;
import java.util.Objects;
import java.util.Optional;
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

    private static final int GONE = 410;

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
        var listing = listing(client, id);
        var verifier = new LogVerifier(id);
        // Someone may go on editing; what comes after the listing is for the next verification.
        client.changes(id, commit -> {
            if (listing.isEmpty() || commit.revision() <= listing.get().tip().revision()) {
                verifier.accept(commit);
            }
        });
        if (listing.isPresent()) {
            verifier.compare(listing.get().tip(), listing.get().segments());
        } else if (listing(client, id).isPresent()) {
            return verified(client, id); // someone restored it meanwhile
        } else {
            verifier.compareWithDeleted();
        }
        return new Verified(verifier, listing.isEmpty());
    }

    /** What is served; nothing of a document that was deleted, but its log stays. */
    private static Optional<HoldfastClient.Listing> listing(HoldfastClient client, DocumentId id) {
        try {
            return Optional.of(client.segments(id));
        } catch (HoldfastClientException e) {
            if (e.status() == GONE) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
