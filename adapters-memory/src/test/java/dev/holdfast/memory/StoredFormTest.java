package dev.holdfast.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.UnchangedWrite.FoundVersion;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.application.storage.StoredForm;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text form of what a store keeps. */
final class StoredFormTest {

    private static final WriteRequest ANA = WriteRequest.by(Author.verified("Ana: 3:-"));

    private final MemoryDocumentStore store = new MemoryDocumentStore();

    private Document created() {
        var time = Instant.parse("2026-02-03T04:05:06.123456789Z");
        var holdfast =
                Holdfast.over(store, AccessPolicy.everyoneMayDoEverything(), () -> time, () -> "id-" + time.getNano());
        var info = new DocumentInfo("5:title-", "text/plain", "en", Optional.of("https://example.org/a"));
        return holdfast.documents()
                .create(ANA, NewDocument.of(info, "1:2:3 \uD83D\uDE00\n-"))
                .document();
    }

    @Test
    void what_is_read_equals_what_was_written() {
        var document = created();
        var commit = store.commits(document.id(), 0, 1).get(0);
        var segment = commit.segments().get(0);
        var revision = store.history(segment.id(), Optional.empty(), 1).get(0);
        var key = new CommitKey("key", Digest.of("request"));
        var versions =
                List.of(new FoundVersion(segment.id().local(), segment.hash()), new FoundVersion("", document.hash()));
        var write = new UnchangedWrite(document.id(), ANA.author(), key, document.tip(), versions);

        assertThat(StoredForm.document(StoredForm.of(document))).isEqualTo(document);
        assertThat(StoredForm.commit(StoredForm.of(commit))).isEqualTo(commit);
        assertThat(StoredForm.segment(StoredForm.of(segment))).isEqualTo(segment);
        assertThat(StoredForm.revision(StoredForm.of(revision))).isEqualTo(revision);
        assertThat(StoredForm.unchangedWrite(StoredForm.of(write))).isEqualTo(write);
    }

    @Test
    void a_form_that_was_cut_or_goes_on_is_refused_wherever_it_is_cut() {
        var form = StoredForm.of(created());

        for (var end = 0; end < form.length(); end++) {
            var cut = form.substring(0, end);
            assertThatThrownBy(() -> StoredForm.document(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> StoredForm.document(form + "1:x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than was expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1:2", "1:1", "1:199999999999:x", "1:1-1:x", "1:1-3:x"})
    void another_text_is_refused_without_repeating_it(String text) {
        assertThatThrownBy(() -> StoredForm.document(text + "secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
