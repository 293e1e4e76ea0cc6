package dev.holdfast.app.backup;

import dev.holdfast.application.backup.BackupSource;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Tip;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Backup of all documents of a store, which may be in use: each document as it was at one moment, with its whole log or with the part
 * that an earlier backup lacks. Memory is needed for one commit at a time, and for the tips of an earlier backup.
 */
public final class Backup {

    private static final int DOCUMENTS_AT_ONCE = 200;

    private final BackupSource source;
    private final Instant created;
    private final String software;
    private final Consumer<DocumentId> progress;

    /**
     * @param created the time of the backup
     * @param software the name and version of the program
     * @param progress called with each document before it is read
     */
    public Backup(BackupSource source, Instant created, String software, Consumer<DocumentId> progress) {
        this.source = source;
        this.created = created;
        this.software = software;
        this.progress = progress;
    }

    private record Base(Optional<String> sha256, Map<DocumentId, Tip> tips) {}

    /**
     * Writes a backup to a file, which appears when it is complete.
     *
     * @param earlier the backup that it continues; empty for one that is complete by itself
     * @throws BackupFailure if the file cannot be written, or the store does not continue the earlier backup
     */
    public BackupSummary to(BackupFile file, Optional<BackupFile> earlier) {
        var base = base(earlier);
        return file.write(out -> write(out, base));
    }

    /** The same to a stream, which is flushed and stays open. */
    public BackupSummary to(OutputStream out, boolean compressed, Optional<BackupFile> earlier) throws IOException {
        var base = base(earlier);
        try (var buffered = BackupFile.output(new UnclosedOutput(out), compressed)) {
            return write(buffered, base);
        }
    }

    private static Base base(Optional<BackupFile> earlier) {
        var tips = new HashMap<DocumentId, Tip>();
        var summary = earlier.map(file -> file.read(new BackupContents() {
            @Override
            public void end(DocumentId id, Tip tip) {
                tips.put(id, tip);
            }
        }));
        return new Base(summary.map(BackupSummary::sha256), tips);
    }

    private BackupSummary write(OutputStream out, Base base) {
        var writer = new BackupWriter(out, created, software, base.sha256());
        var missing = new HashMap<>(base.tips());
        for (var page = after(Optional.empty()); !page.isEmpty(); page = after(lastOf(page))) {
            for (var document : page) {
                progress.accept(document.id());
                write(document, Optional.ofNullable(missing.remove(document.id())), writer);
            }
        }
        if (!missing.isEmpty()) {
            throw otherHistory(missing.keySet().iterator().next());
        }
        var summary = writer.finish();
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return summary;
    }

    private List<Document> after(Optional<DocumentId> last) {
        return source.documents(last, DOCUMENTS_AT_ONCE);
    }

    private static Optional<DocumentId> lastOf(List<Document> page) {
        return Optional.of(page.get(page.size() - 1).id());
    }

    private void write(Document document, Optional<Tip> after, BackupContents writer) {
        var from = after.map(Tip::revision).orElse(0L);
        after.ifPresent(tip -> requireInLog(document, tip));
        writer.document(document.id(), after);
        source.log(document.id(), from, document.revision(), logged -> writer.commit(BackedUpCommit.of(logged)));
        source.unchangedWrites(document.id(), from, document.revision(), writer::unchanged);
        writer.end(document.id(), document.tip());
    }

    /** A store that was restored from an older backup, or that is another one, has another commit there, or none. */
    private void requireInLog(Document document, Tip tip) {
        var found = new Tip[1];
        source.log(document.id(), tip.revision() - 1, tip.revision(), logged -> found[0] = logged.tip());
        if (!tip.equals(found[0])) {
            throw otherHistory(document.id());
        }
    }

    private static BackupFailure otherHistory(DocumentId id) {
        return new BackupFailure(
                ("The store does not continue the backup of --since: its document %s has another history. It is another store, or was"
                                + " restored from an older backup. Nothing was written; make a backup without --since.")
                        .formatted(id));
    }
}
