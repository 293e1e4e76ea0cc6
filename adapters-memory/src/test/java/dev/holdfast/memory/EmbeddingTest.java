package dev.holdfast.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Merge;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Holdfast inside another system, which has only the application and one adapter on its class path. */
final class EmbeddingTest {

    @Test
    void a_system_that_embeds_holdfast_catches_a_conflict_and_merges() {
        var holdfast = Holdfast.over(
                new MemoryDocumentStore(),
                AccessPolicy.everyoneMayDoEverything(),
                InstantSource.system(),
                () -> UUID.randomUUID().toString());
        var ana = WriteRequest.by(Author.verified("Ana"));
        var ben = WriteRequest.by(Author.verified("Ben"));
        var info = new DocumentInfo("Notes", "text/plain", "en", Optional.empty());
        var document = holdfast.documents()
                .create(ana, NewDocument.of(info, "The quick fox jumps."))
                .document();
        var seen = holdfast.segments()
                .list(ana.author(), document.id(), Optional.empty(), 10)
                .segments()
                .get(0);

        holdfast.segments().edit(ana.expecting(seen.hash()), seen.id(), SegmentChange.to("The quick brown fox jumps."));
        try {
            holdfast.segments().edit(ben.expecting(seen.hash()), seen.id(), SegmentChange.to("The quick fox leaps."));
        } catch (ConcurrencyConflict conflict) {
            var theirs = conflict.first().current().orElseThrow();
            var merged = ((Merge.Clean) conflict.first().merge().orElseThrow()).text();
            holdfast.segments().edit(ben.expecting(theirs.hash()), seen.id(), SegmentChange.to(merged));
        }

        var text = holdfast.segments().read(ana.author(), seen.id()).content().text();
        assertThat(text).isEqualTo("The quick brown fox leaps.");
    }
}
