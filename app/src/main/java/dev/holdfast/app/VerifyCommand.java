package dev.holdfast.app;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LogVerifier;
import dev.holdfast.domain.Tip;
import dev.holdfast.http.client.HoldfastClient;
import dev.holdfast.http.client.HoldfastClientException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code holdfast verify}. */
@Command(
        name = "verify",
        description = {
            "Verifies the hash chain of a document's log, and that the server's current version matches it.",
            "Prints the tip of the log, which proves later with --since that the history only grew."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DOCUMENT", converter = DocumentIdConverter.class, description = "The document id.")
    private @Nullable DocumentId document;

    @Option(
            names = "--since",
            paramLabel = "TIP",
            converter = TipConverter.class,
            description = "A tip that an earlier verification printed. The history up to it must be the same as then.")
    private @Nullable Tip since;

    @Mixin
    private ClientOptions server = new ClientOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** Reads of metadata that were changed between the segments and them. */
    private static final int MAX_ATTEMPTS = 5;

    private record Verified(LogVerifier log, boolean deleted) {}

    @Override
    public Integer call() {
        var id = Objects.requireNonNull(document);
        var verified = verified(server.client(), id);
        var log = verified.log();
        var commandLine = Objects.requireNonNull(spec).commandLine();
        if (log.problems().isEmpty()) {
            print(commandLine.getOut(), id, verified);
            return 0;
        }
        log.problems().forEach(problem -> commandLine.getErr().println("holdfast: " + problem));
        return 1;
    }

    private void print(PrintWriter out, DocumentId id, Verified verified) {
        var log = verified.log();
        out.printf(
                "The log of document %s%s is valid: %d commits, %d changes.%n",
                id, verified.deleted() ? ", which is deleted," : "", log.commits(), log.changes());
        Optional.ofNullable(since).ifPresent(tip -> out.printf("It only grew since %s.%n", tip));
        log.tip()
                .ifPresent(tip -> out.printf(
                        "Its tip is %s. Keep it: 'holdfast verify %s --since %s' shows later that the history only grew.%n",
                        tip, id, tip));
    }

    private LogVerifier verifier(DocumentId id) {
        var verifier = new LogVerifier(id);
        return since == null ? verifier : verifier.since(since);
    }

    private Verified verified(HoldfastClient client, DocumentId id) {
        try {
            return live(client, id);
        } catch (HoldfastClientException refused) {
            return deleted(client, id, refused.tombstone().orElseThrow(() -> refused));
        }
    }

    private Verified live(HoldfastClient client, DocumentId id) {
        for (var attempt = 1; ; attempt++) {
            var listing = client.segments(id);
            var metadata = client.document(id, listing.tip());
            var verifier = verifier(id);
            // Commits after the listing are ignored; others may be editing.
            client.changes(id, (commit, key) -> {
                if (commit.revision() <= listing.tip().revision()) {
                    verifier.accept(commit, key);
                }
            });
            var isOfSameMoment =
                    verifier.metadata().filter(metadata.hash()::equals).isPresent();
            if (isOfSameMoment || attempt == MAX_ATTEMPTS) {
                verifier.compare(listing.tip(), listing.segments());
                verifier.compare(metadata);
                return new Verified(verifier, false);
            }
        }
    }

    private Verified deleted(HoldfastClient client, DocumentId id, Hash tombstone) {
        var verifier = verifier(id);
        var tip = client.changes(id, verifier::accept);
        if (!verifier.endsWithDeletion(tombstone) && !isStillDeleted(client, id, tombstone)) {
            return verified(client, id); // it was restored in the meantime
        }
        verifier.compare(tip);
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
