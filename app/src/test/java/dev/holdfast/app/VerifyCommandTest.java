package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.AccessPolicy.Action;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.PreparedWrite;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Tip;
import dev.holdfast.http.HttpServer;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.memory.MemoryDocumentStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Verification of documents that change at the same time. */
final class VerifyCommandTest {

    private static final PreparedWrite BY_ANA = WriteRequest.by(Author.verified("Ana"));

    private final MemoryDocumentStore store = new MemoryDocumentStore();
    private final Holdfast holdfast = over(AccessPolicy.everyoneMayDoEverything());

    private Holdfast over(AccessPolicy policy) {
        return Holdfast.over(store, policy, Instant::now, new RandomIds());
    }

    private Document deleted() {
        var info = new DocumentInfo("Film", "text/plain", "en", Optional.empty());
        var created =
                holdfast.documents().create(BY_ANA, NewDocument.of(info, "one")).document();
        return delete(created.id());
    }

    /**
     * Runs the command and returns its output.
     *
     * @param meanwhile actions that run before the server handles each request of the verification
     */
    private String verify(Document document, Runnable... meanwhile) {
        return verify(document, Optional.empty(), meanwhile);
    }

    private String verify(Document document, Optional<String> since, Runnable... meanwhile) {
        var reads = new AtomicInteger();
        AccessPolicy policy = (reader, action, id) -> {
            if (action == Action.READ && reads.get() < meanwhile.length) {
                meanwhile[reads.getAndIncrement()].run();
            }
            return true;
        };
        var options = ServerOptions.defaults().withPort(0);
        try (var server = new HttpServer(over(policy), Instant::now, () -> true, options)) {
            var output = new StringWriter();
            var commandLine = new CommandLine(new VerifyCommand())
                    .setOut(new PrintWriter(output, true))
                    .setErr(new PrintWriter(output, true));
            var arguments = Stream.concat(
                    Stream.of(document.id().value(), "--server", server.start().toString()),
                    since.stream().flatMap(tip -> Stream.of("--since", tip)));
            commandLine.execute(arguments.toArray(String[]::new));
            return output.toString();
        }
    }

    private void restore(Document tombstone) {
        holdfast.documents().restore(BY_ANA.expecting(tombstone.hash()), tombstone.id());
    }

    private Document delete(DocumentId id) {
        var now = holdfast.documents().read(BY_ANA.author(), id);
        return holdfast.documents().delete(BY_ANA.expecting(now.hash()), id).document();
    }

    private Document live(String title) {
        var info = new DocumentInfo(title, "text/plain", "en", Optional.empty());
        return holdfast.documents().create(BY_ANA, NewDocument.of(info, "one")).document();
    }

    private void rename(Document document, String title) {
        var now = holdfast.documents().read(BY_ANA.author(), document.id());
        holdfast.documents()
                .describe(
                        BY_ANA.expecting(now.hash()),
                        document.id(),
                        info -> new DocumentInfo(title, info.mediaType(), info.language(), info.mediaUrl()));
    }

    @Test
    void the_tip_is_printed_as_a_receipt() {
        var document = live("Film");

        assertThat(verify(document)).contains("is valid: 1 commits, 2 changes.", "Its tip is " + document.tip());
    }

    @Test
    void a_history_that_only_grew_since_a_tip_is_valid() {
        var document = live("Film");
        rename(document, "Renamed");

        assertThat(verify(document, Optional.of(document.tip().toString())))
                .contains("is valid: 2 commits", "It only grew since " + document.tip());
    }

    @Test
    void a_history_that_was_replaced_since_a_tip_is_reported() {
        var document = live("Film");
        var other = new Tip(1, Hash.before(document.id()));

        assertThat(verify(document, Optional.of(other.toString())))
                .contains("where it was " + other)
                .doesNotContain("is valid");
    }

    @Test
    void a_history_that_is_shorter_than_at_a_tip_is_reported() {
        var document = live("Film");
        var later = new Tip(2, document.tip().hash());

        assertThat(verify(document, Optional.of(later.toString())))
                .contains("commits that were there are missing")
                .doesNotContain("is valid");
    }

    @Test
    void a_document_that_is_renamed_meanwhile_is_valid() {
        var document = live("Film");

        assertThat(verify(document, () -> {}, () -> rename(document, "Renamed")))
                .contains(" is valid: 2 commits, 3 changes.");
    }

    @Test
    void a_deleted_document_is_reported_as_deleted() {
        var document = deleted();

        assertThat(verify(document)).contains(", which is deleted, is valid: 2 commits, 3 changes.");
    }

    @Test
    void a_document_that_is_restored_meanwhile_is_valid() {
        var document = deleted();

        assertThat(verify(document, () -> {}, () -> restore(document)))
                .contains(document.id() + " is valid: 3 commits, 4 changes.");
    }

    @Test
    void a_document_that_is_restored_and_deleted_again_meanwhile_is_valid() {
        var document = deleted();
        assertThat(verify(document, () -> {}, () -> restore(document), () -> delete(document.id())))
                .contains(", which is deleted, is valid: 4 commits, 5 changes.");
    }
}
