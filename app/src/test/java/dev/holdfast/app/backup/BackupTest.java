package dev.holdfast.app.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.EditRequest;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.PreparedWrite;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.UnchangedWrite.FoundVersion;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.Segment;
import dev.holdfast.memory.MemoryDocumentStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups and restorations between stores in memory, and of damaged files. */
final class BackupTest {

    private static final Author ANA = Author.verified("Ana");
    private static final PreparedWrite BY_ANA = WriteRequest.by(ANA);

    private final MemoryDocumentStore store = new MemoryDocumentStore();
    private final AtomicInteger ids = new AtomicInteger();
    private final Holdfast holdfast = Holdfast.over(
            store, AccessPolicy.everyoneMayDoEverything(), Instant::now, () -> "id" + ids.incrementAndGet());

    @TempDir
    private Path directory;

    private Document document(String title, String... texts) {
        var info = new DocumentInfo(title, "text/plain", "en", Optional.of("https://example.com/film"));
        return holdfast.documents().create(BY_ANA, NewDocument.of(info, texts)).document();
    }

    private List<Segment> segments(Document document) {
        return store.page(document.id(), Optional.empty(), 1_000).orElseThrow().segments();
    }

    private void replace(Document document, String text) {
        var segment = segments(document).get(0);
        var unused = holdfast.documents()
                .edit(
                        BY_ANA,
                        document.id(),
                        List.of(new EditRequest.Replace(
                                segment.id(),
                                new Precondition.Matches(Set.of(segment.hash())),
                                SegmentChange.to(text))));
    }

    /** Two documents with a history each, a deleted one, and a write that changed nothing. */
    private Document filled() {
        var film = document("Film \u00e9\u4e2d\ud83c\udfac", "one", "two\nlines\u2028", "");
        replace(film, "one, replaced");
        replace(film, "one, replaced again");
        var deleted = document("Deleted", "gone");
        var unused = holdfast.documents().delete(BY_ANA.expecting(deleted.hash()), deleted.id());
        var first = segments(film).get(0);
        assertThat(store.keep(new UnchangedWrite(
                        film.id(),
                        ANA,
                        new CommitKey("unchanged", Digest.of("request")),
                        store.document(film.id()).orElseThrow().tip(),
                        List.of(new FoundVersion(first.id().local(), first.hash())))))
                .isTrue();
        return film;
    }

    private Backup backup() {
        return new Backup(store, Instant.parse("2026-02-03T12:00:00Z"), "Holdfast test", id -> {});
    }

    private BackupFile file(String name) {
        return new BackupFile(directory.resolve(name));
    }

    private BackupFile backedUp(String name) {
        var file = file(name);
        var unused = backup().to(file, Optional.empty());
        return file;
    }

    private static Restoration into(MemoryDocumentStore target) {
        return new Restoration(target, target, id -> {});
    }

    /** All that can be read of a store. */
    private static List<Object> everything(MemoryDocumentStore of) {
        var all = new ArrayList<Object>();
        for (var document : of.documents(Optional.empty(), 1_000)) {
            all.add(document);
            all.add(of.page(document.id(), Optional.empty(), 1_000));
            all.add(of.commits(document.id(), 0, 1_000));
            of.unchangedWrites(document.id(), 0, Long.MAX_VALUE, all::add);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"all.jsonl", "all.jsonl.gz"})
    void a_restored_store_is_the_one_that_was_backed_up(String name) {
        filled();
        var target = new MemoryDocumentStore();

        var summaries = into(target).restore(List.of(backedUp(name)), false);

        assertThat(everything(target)).isEqualTo(everything(store)).isNotEmpty();
        assertThat(summaries.get(0).documents()).isEqualTo(2);
        assertThat(new StoreVerification(target, target).problems()).isEmpty();
    }

    @Test
    void a_backup_is_for_its_owner_and_leaves_no_other_file() throws IOException {
        filled();

        var file = backedUp("all.jsonl");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    void a_backup_to_a_stream_is_the_same_as_to_a_file() throws IOException {
        filled();
        var stream = new ByteArrayOutputStream();

        var summary = backup().to(stream, false, Optional.empty());

        assertThat(stream.toByteArray())
                .isEqualTo(Files.readAllBytes(backedUp("all.jsonl").path()));
        assertThat(summary.sha256()).hasSize(64);
    }

    @Test
    void an_empty_store_has_a_backup_too() {
        var target = new MemoryDocumentStore();

        var summaries = into(target).restore(List.of(backedUp("all.jsonl")), false);

        assertThat(summaries.get(0).documents()).isZero();
        assertThat(target.documents(Optional.empty(), 1)).isEmpty();
    }

    @Test
    void a_store_with_a_document_is_refused_and_stays_as_it_is() {
        filled();
        var file = backedUp("all.jsonl");
        var before = everything(store);

        assertThatThrownBy(() -> into(store).restore(List.of(file), false))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("The store is not empty: it has document")
                .hasMessageContaining("Nothing was restored");
        assertThat(everything(store)).isEqualTo(before);
    }

    @Test
    void an_interrupted_restoration_goes_on() throws IOException {
        var film = filled();
        var file = backedUp("all.jsonl");
        var target = new MemoryDocumentStore();
        store.log(film.id(), 0, 2, logged -> {
            var unused = target.commit(logged.toCommit().orElseThrow());
        });
        assertThatThrownBy(() -> into(target).restore(List.of(file), false)).hasMessageContaining("not empty");

        var unused = into(target).restore(List.of(file), true);

        assertThat(everything(target)).isEqualTo(everything(store));
    }

    @Test
    void another_history_of_a_document_is_not_overwritten() {
        var film = filled();
        var file = backedUp("all.jsonl");
        var other = new MemoryDocumentStore();
        var info = new DocumentInfo("Another film", "text/plain", "", Optional.empty());
        var there = Holdfast.over(
                        other,
                        AccessPolicy.everyoneMayDoEverything(),
                        Instant::now,
                        () -> film.id().value())
                .documents()
                .create(BY_ANA, NewDocument.of(info));

        assertThatThrownBy(() -> into(other).restore(List.of(file), true))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("another history of document " + film.id());
        assertThat(other.document(film.id())).contains(there.document());
    }

    @Test
    void continuations_are_restored_after_the_backups_that_they_continue() {
        var film = filled();
        var first = backedUp("1.jsonl");
        replace(film, "after the first");
        var second = file("2.jsonl");
        var written = backup().to(second, Optional.of(first));
        document("New", "new");
        var third = file("3.jsonl");
        var last = backup().to(third, Optional.of(second));
        var target = new MemoryDocumentStore();

        var unused = into(target).restore(List.of(first, second, third), false);

        assertThat(everything(target)).isEqualTo(everything(store));
        assertThat(written.commits()).isEqualTo(1);
        assertThat(last.documents()).isEqualTo(3);
        assertThat(last.commits()).isEqualTo(1);
    }

    @Test
    void a_continuation_is_restored_into_the_store_that_has_the_rest() {
        var film = filled();
        var first = backedUp("1.jsonl");
        var target = new MemoryDocumentStore();
        var unused = into(target).restore(List.of(first), false);
        replace(film, "after the first");
        var second = file("2.jsonl");
        var written = backup().to(second, Optional.of(first));

        var restored = into(target).restore(List.of(second), false);

        assertThat(restored).containsExactly(written);
        assertThat(everything(target)).isEqualTo(everything(store));
    }

    @Test
    void a_gap_between_backups_is_refused() {
        var film = filled();
        var first = backedUp("1.jsonl");
        replace(film, "after the first");
        var second = file("2.jsonl");
        var unused = backup().to(second, Optional.of(first));
        replace(film, "after the second");
        var third = file("3.jsonl");
        var last = backup().to(third, Optional.of(second));
        var target = new MemoryDocumentStore();

        assertThatThrownBy(() -> into(target).restore(List.of(first, third), false))
                .hasMessageContaining("3.jsonl does not continue")
                .hasMessageContaining("1.jsonl");
        assertThatThrownBy(() -> into(target).restore(List.of(third), false))
                .hasMessageContaining("Restore the backups before it first");
        assertThat(target.documents(Optional.empty(), 1)).isEmpty();
        assertThat(last.since()).isPresent();
    }

    @Test
    void a_backup_of_another_store_cannot_be_continued() {
        filled();
        var first = backedUp("1.jsonl");
        var other = new MemoryDocumentStore();
        var backup = new Backup(other, Instant.EPOCH, "Holdfast test", id -> {});

        assertThatThrownBy(() -> backup.to(file("2.jsonl"), Optional.of(first)))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("has another history")
                .hasMessageContaining("make a backup without --since");
        assertThat(file("2.jsonl").path()).doesNotExist();
    }

    @Test
    void a_file_that_ends_early_is_refused_wherever_it_ends() throws IOException {
        filled();
        var bytes = Files.readAllBytes(backedUp("all.jsonl").path());
        var target = new MemoryDocumentStore();

        for (var length = 0; length < bytes.length; length += 37) {
            var cut = file("cut.jsonl");
            Files.write(cut.path(), Arrays.copyOf(bytes, length));

            assertThatThrownBy(() -> into(target).restore(List.of(cut), false))
                    .isInstanceOf(BackupFailure.class)
                    .hasMessageContaining("cut.jsonl is incomplete");
        }
        assertThat(target.documents(Optional.empty(), 1)).isEmpty();
    }

    @Test
    void a_compressed_file_that_ends_early_is_refused() throws IOException {
        filled();
        var bytes = Files.readAllBytes(backedUp("all.jsonl.gz").path());
        var cut = file("cut.jsonl.gz");
        Files.write(cut.path(), Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> Restoration.check(List.of(cut)))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("incomplete or damaged after line");
    }

    @Test
    void each_changed_byte_is_noticed_and_its_place_is_named() throws IOException {
        filled();
        var bytes = Files.readAllBytes(backedUp("all.jsonl").path());

        for (var place = 0; place < bytes.length; place += 7) {
            var changed = bytes.clone();
            changed[place] ^= 1;
            var file = file("changed.jsonl");
            Files.write(file.path(), changed);

            assertThatThrownBy(() -> Restoration.check(List.of(file)))
                    .as("byte %d", place)
                    .isInstanceOf(BackupFailure.class)
                    .hasMessageMatching("(?s).*(at|after) line \\d+.*|.*format.*");
        }
    }

    @Test
    void a_line_that_is_missing_is_noticed() throws IOException {
        filled();
        var lines = Files.readAllLines(backedUp("all.jsonl").path());

        for (var missing = 0; missing < lines.size(); missing++) {
            var rest = new ArrayList<>(lines);
            rest.remove(missing);
            var file = file("rest.jsonl");
            Files.write(file.path(), rest);

            assertThatThrownBy(() -> Restoration.check(List.of(file)))
                    .as("line %d", missing + 1)
                    .isInstanceOf(BackupFailure.class);
        }
    }

    @Test
    void another_text_names_its_line_its_document_and_its_revision() throws IOException {
        var film = filled();
        var file = backedUp("all.jsonl");
        Files.writeString(file.path(), Files.readString(file.path()).replace("one, replaced again", "one, forged"));

        assertThatThrownBy(() -> Restoration.check(List.of(file)))
                .hasMessageContaining("is damaged at line")
                .hasMessageContaining("revision 3 of document " + film.id());
    }

    @Test
    void a_file_of_another_kind_is_refused() throws IOException {
        var file = file("captions.vtt");
        Files.writeString(file.path(), "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n");

        assertThatThrownBy(() -> Restoration.check(List.of(file)))
                .hasMessageContaining("captions.vtt is damaged at line 1")
                .hasMessageContaining("it is not JSON");
        Files.writeString(file.path(), "{\"type\":\"x\"}\n");
        assertThatThrownBy(() -> Restoration.check(List.of(file)))
                .hasMessageContaining("it is not the first line of a backup of Holdfast");
        assertThatThrownBy(() -> Restoration.check(List.of(file("none.jsonl")))).hasMessageContaining("cannot be read");
    }

    @Test
    void a_later_format_is_refused_with_the_version_that_wrote_it() throws IOException {
        var file = backedUp("all.jsonl");
        Files.writeString(
                file.path(),
                Files.readString(file.path()).replace("\"format\":1", "\"format\":2"),
                StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Restoration.check(List.of(file)))
                .hasMessageContaining("has format 2")
                .hasMessageContaining("Holdfast test");
    }

    @Test
    void a_file_that_cannot_be_written_is_named() {
        assertThatThrownBy(() -> backup().to(file("no/such/directory.jsonl"), Optional.empty()))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("directory.jsonl cannot be written");
    }

    @Test
    void the_verification_finds_a_document_that_its_log_does_not_leave() {
        var film = filled();
        var other = new MemoryDocumentStore();
        var unused = into(other).restore(List.of(backedUp("all.jsonl")), false);
        replace(film, "later");

        assertThat(new StoreVerification(store, other).problems())
                .isNotEmpty()
                .allMatch(problem -> problem.startsWith("document " + film.id()));
    }
}
