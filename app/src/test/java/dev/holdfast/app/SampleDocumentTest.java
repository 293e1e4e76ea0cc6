package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.memory.MemoryDocumentStore;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Creation of the sample document. */
final class SampleDocumentTest {

    private static final URI SERVER = URI.create("http://127.0.0.1:8080");
    private static final Author ANA = Author.unverified("Ana");

    private final SampleDocument sample = new SampleDocument("WEBVTT\n\n00:01.000 --> 00:02.000\nThis is the tour.\n");
    private final MemoryDocumentStore store = new MemoryDocumentStore();
    private final Holdfast holdfast = server();

    private Holdfast server() {
        return Holdfast.over(store, AccessPolicy.everyoneMayDoEverything(), InstantSource.system(), new RandomIds());
    }

    private List<DocumentId> documents() {
        return holdfast.documents().list(ANA, "", Optional.empty(), 10).stream()
                .map(Document::id)
                .toList();
    }

    @Test
    void an_empty_store_gets_the_sample_with_its_video() {
        sample.addTo(holdfast, SERVER);

        var document = holdfast.documents().read(ANA, SampleDocument.ID);
        assertThat(document.info().mediaUrl()).contains("http://127.0.0.1:8080/sample/tour.webm");
        assertThat(document.created().by()).isEqualTo(Author.unverified("Holdfast"));
    }

    @Test
    void a_store_with_a_document_gets_no_sample() {
        var info = new DocumentInfo("Notes", "text/plain", "en", Optional.empty());
        var own = holdfast.documents().create(WriteRequest.by(ANA), NewDocument.of(info, "Mine"));

        sample.addTo(holdfast, SERVER);

        assertThat(documents()).containsExactly(own.document().id());
    }

    @Test
    void two_servers_that_start_at_the_same_time_create_one_sample() {
        var other = server();

        sample.addTo(holdfast, SERVER);
        sample.addTo(other, URI.create("http://127.0.0.1:8081"));

        assertThat(documents()).containsExactly(SampleDocument.ID);
        assertThat(holdfast.documents().read(ANA, SampleDocument.ID).revision()).isEqualTo(1);
    }

    @Test
    void a_deleted_sample_is_not_created_again() {
        sample.addTo(holdfast, SERVER);
        var hash = holdfast.documents().read(ANA, SampleDocument.ID).hash();
        holdfast.documents().delete(WriteRequest.by(ANA).expecting(hash), SampleDocument.ID);

        sample.addTo(holdfast, SERVER);

        assertThat(documents()).isEmpty();
    }
}
