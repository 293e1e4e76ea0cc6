package dev.holdfast.app.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.HoldfastException;
import dev.holdfast.domain.Tip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reader of a backup, which checks it on the way: the form and the order of its lines, the chain of commits of each document, and at the
 * end the numbers and the digest. It needs memory for one commit.
 */
final class BackupReader {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LineReader.MAX_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String name;
    private final LineReader lines;
    private final BackupContents contents;
    private @Nullable DocumentId last;
    private long documents;
    private long commits;
    private long changes;

    private BackupReader(String name, InputStream in, BackupContents contents) {
        this.name = name;
        this.lines = new LineReader(in);
        this.contents = contents;
    }

    /**
     * Reads a backup.
     *
     * @param name the name of the file in messages
     * @param in its lines, not compressed
     * @param contents is given what the backup holds as it is read, before all of it was checked; what it throws ends the read
     * @throws BackupFailure if the backup is damaged or incomplete; the message names the line
     */
    static BackupSummary read(String name, InputStream in, BackupContents contents) {
        return new BackupReader(name, in, contents).read();
    }

    private BackupSummary read() {
        var since = header(line("the first line"));
        while (true) {
            var line = line("its summary");
            var type = member(line, "type");
            if (type.equals("summary")) {
                return summary(since, line);
            }
            require(type.equals("document"), "a document or the summary was expected");
            document(line);
        }
    }

    private Optional<String> header(JsonNode line) {
        require(line.path("type").asText().equals("backup"), "it is not the first line of a backup of Holdfast");
        var format = checked(() -> BackupJson.number(line, "format"));
        if (format != BackupJson.FORMAT) {
            throw new BackupFailure(
                    "%s has format %d, and this version of Holdfast reads format %d. Use the version that wrote it (%s) or a newer one."
                            .formatted(
                                    name,
                                    format,
                                    BackupJson.FORMAT,
                                    line.path("createdBy").asText()));
        }
        return checked(() -> BackupJson.optionalText(line, "since"));
    }

    private void document(JsonNode line) {
        var id = checked(() -> new DocumentId(BackupJson.text(line, "id")));
        require(last == null || last.value().compareTo(id.value()) < 0, "documents are not in the order of their ids");
        last = id;
        documents++;
        var tip = checked(() -> BackupJson.optionalTip(line, "after"));
        contents.document(id, tip);
        while (true) {
            var next = line("the end of document " + id);
            switch (member(next, "type")) {
                case "commit" -> tip = Optional.of(commit(id, tip, next));
                case "unchanged" -> contents.unchanged(checked(() -> BackupJson.unchanged(id, next)));
                case "end" -> {
                    var end = checked(() -> BackupJson.tip(next, "tip"));
                    require(
                            tip.equals(Optional.of(end)),
                            "document %s does not end where its commits end".formatted(id));
                    contents.end(id, end);
                    return;
                }
                default -> throw damaged("a commit or the end of document %s was expected".formatted(id));
            }
        }
    }

    private Tip commit(DocumentId document, Optional<Tip> before, JsonNode line) {
        var number = checked(() -> BackupJson.number(line, "changes"));
        var documentEdits = new ArrayList<DocumentEdit>();
        var edits = new ArrayList<Edit>();
        for (var i = 0L; i < number; i++) {
            var change = line("all changes of a commit");
            require(member(change, "type").equals("change"), "a change was expected");
            checked(() -> EditJson.isOfDocument(change)
                    ? documentEdits.add(EditJson.documentEdit(document, change))
                    : edits.add(EditJson.edit(document, change)));
        }
        require(documentEdits.size() <= 1, "a commit changes the document itself twice");
        var commit = checked(() -> backedUp(document, line, documentEdits, edits));
        require(
                commit.follows(before),
                "revision %d of document %s has another author, time or text than the one that was backed up"
                        .formatted(commit.tip().revision(), document));
        commits++;
        changes += commit.changes();
        contents.commit(commit);
        return commit.tip();
    }

    private static BackedUpCommit backedUp(
            DocumentId document, JsonNode line, List<DocumentEdit> documentEdits, List<Edit> edits) {
        return new BackedUpCommit(
                new Commit(
                        document,
                        BackupJson.key(line),
                        BackupJson.stamp(line),
                        documentEdits.stream().findFirst(),
                        edits),
                BackupJson.tip(line, "tip"));
    }

    private BackupSummary summary(Optional<String> since, JsonNode line) {
        var summary = new BackupSummary(since, documents, commits, changes, lines.digestBefore());
        require(line.equals(reread(summary)), "the lines before are not those that were written");
        require(next().isEmpty(), "something follows the summary");
        return summary;
    }

    /** As it is when it is read: numbers of JSON have several types in Java. */
    private JsonNode reread(BackupSummary summary) {
        return parsed(BackupJson.summary(summary).toString().getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode line(String expected) {
        return parsed(next().orElseThrow(() -> new BackupFailure(
                "%s is incomplete: it ends after line %d, before %s.".formatted(name, lines.number(), expected))));
    }

    private Optional<byte[]> next() {
        try {
            return lines.next();
        } catch (IOException e) {
            throw new BackupFailure(
                    "%s is incomplete or damaged after line %d (byte %d): %s."
                            .formatted(name, lines.number(), lines.position(), e.getMessage()),
                    e);
        }
    }

    private JsonNode parsed(byte[] line) {
        try {
            var node = JSON.readTree(line);
            require(node.isObject(), "it is not a JSON object");
            return node;
        } catch (JacksonException e) {
            throw damaged("it is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    private String member(JsonNode line, String member) {
        return checked(() -> BackupJson.text(line, member));
    }

    private interface Parsed<T> {
        T get();
    }

    /** Reads values, whose types refuse what cannot exist. */
    private <T> T checked(Parsed<T> values) {
        try {
            return values.get();
        } catch (IllegalArgumentException | DateTimeException | HoldfastException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            throw damaged(problem);
        }
    }

    private BackupFailure damaged(String problem) {
        return new BackupFailure(
                "%s is damaged at line %d (byte %d): %s.".formatted(name, lines.number(), lines.position(), problem));
    }
}
