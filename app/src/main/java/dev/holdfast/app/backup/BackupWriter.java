package dev.holdfast.app.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Tip;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** Writer of a backup's lines, which ends with their number and digest. */
final class BackupWriter implements BackupContents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final OutputStream out;
    private final MessageDigest digest = Sha256.start();
    private final Optional<String> since;
    private long documents;
    private long commits;
    private long changes;

    /**
     * Writes the first line.
     *
     * @param since the digest of the backup that this one continues; empty if it is complete by itself
     */
    BackupWriter(OutputStream out, Instant created, String software, Optional<String> since) {
        this.out = out;
        this.since = since;
        write(BackupJson.header(created, software, since));
    }

    @Override
    public void document(DocumentId id, Optional<Tip> after) {
        documents++;
        write(BackupJson.document(id, after));
    }

    @Override
    public void commit(BackedUpCommit commit) {
        commits++;
        changes += commit.changes();
        write(BackupJson.commit(commit));
        commit.commit().documentEdit().ifPresent(edit -> write(EditJson.of(edit)));
        commit.commit().edits().forEach(edit -> write(EditJson.of(edit)));
    }

    @Override
    public void unchanged(UnchangedWrite write) {
        write(BackupJson.unchanged(write));
    }

    @Override
    public void end(DocumentId id, Tip tip) {
        write(BackupJson.end(tip));
    }

    /** Writes the last line. */
    BackupSummary finish() {
        var summary = new BackupSummary(
                since, documents, commits, changes, HexFormat.of().formatHex(digest.digest()));
        write(BackupJson.summary(summary));
        return summary;
    }

    private void write(ObjectNode line) {
        try {
            var bytes = JSON.writeValueAsBytes(line);
            out.write(bytes);
            out.write('\n');
            digest.update(bytes);
            digest.update((byte) '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
