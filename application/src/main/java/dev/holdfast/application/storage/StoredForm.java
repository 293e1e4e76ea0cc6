package dev.holdfast.application.storage;

import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.UnchangedWrite.FoundVersion;
import dev.holdfast.application.storage.Fields.Reader;
import dev.holdfast.application.storage.Fields.Writer;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.Tip;
import dev.holdfast.domain.Version;
import java.util.function.Function;

/**
 * Text form of what a store keeps, for stores that have a column or a file of text for it. What is read equals what was written. The
 * form is one of fields with their lengths, begins with its version, and may hold any text.
 *
 * <p>Every reading method throws {@link IllegalArgumentException} for a text that is no such form; its message repeats nothing
 * of it.
 */
public final class StoredForm {

    private static final String VERSION = "1";

    private StoredForm() {}

    private static Writer writer() {
        return new Writer().add(VERSION);
    }

    private static <T> T read(String form, Function<Reader, T> value) {
        var fields = new Reader(form);
        if (!fields.text().equals(VERSION)) {
            throw new IllegalArgumentException("A stored text has another form than version " + VERSION);
        }
        var read = value.apply(fields);
        fields.end();
        return read;
    }

    public static String of(Document document) {
        var fields = writer().add(document.id().value())
                .add(document.version().number())
                .add(document.hash().value())
                .add(document.deleted())
                .add(document.tip().revision())
                .add(document.tip().hash().value());
        Parts.add(fields, document.info());
        Parts.add(fields, document.created());
        Parts.add(fields, document.updated());
        return fields.toString();
    }

    public static Document document(String form) {
        return read(form, fields -> {
            var id = new DocumentId(fields.text());
            var version = new Version(fields.number());
            var hash = new Hash(fields.text());
            var deleted = fields.flag();
            var tip = new Tip(fields.number(), new Hash(fields.text()));
            return new Document(
                    id, Parts.info(fields), version, hash, deleted, tip, Parts.stamp(fields), Parts.stamp(fields));
        });
    }

    public static String of(Segment segment) {
        var fields = writer().add(segment.id().document().value());
        Parts.add(fields, segment);
        return fields.toString();
    }

    public static Segment segment(String form) {
        return read(form, fields -> Parts.segment(fields, new DocumentId(fields.text())));
    }

    public static String of(Revision revision) {
        var change = revision.change();
        var fields = writer().add(change.after().id().document().value()).add(revision.revision());
        Parts.add(fields, change);
        return fields.toString();
    }

    public static Revision revision(String form) {
        return read(form, fields -> {
            var document = new DocumentId(fields.text());
            return new Revision(fields.number(), Parts.changeOfSegment(fields, document));
        });
    }

    public static String of(LoggedCommit commit) {
        var fields = writer().add(commit.document().value())
                .add(commit.revision())
                .add(commit.hash().value())
                .add(commit.key().value())
                .add(commit.key().request().value());
        Parts.add(fields, commit.stamp());
        fields.add(commit.changes().size());
        for (var change : commit.changes()) {
            fields.add(change.ofSegment().isPresent());
            change.ofSegment().ifPresent(ofSegment -> Parts.add(fields, ofSegment));
            change.ofDocument().ifPresent(ofDocument -> Parts.add(fields, ofDocument));
        }
        return fields.toString();
    }

    public static LoggedCommit commit(String form) {
        return read(form, fields -> {
            var document = new DocumentId(fields.text());
            var revision = fields.number();
            var hash = new Hash(fields.text());
            var key = new CommitKey(fields.text(), new Digest(fields.text()));
            var stamp = Parts.stamp(fields);
            return new LoggedCommit(
                    document,
                    revision,
                    hash,
                    key,
                    stamp,
                    Parts.list(
                            fields,
                            one -> one.flag() ? Parts.changeOfSegment(one, document) : Parts.changeOfDocument(one)));
        });
    }

    public static String of(UnchangedWrite write) {
        var fields = writer().add(write.document().value())
                .add(write.by().name())
                .add(write.by().verified())
                .add(write.key().value())
                .add(write.key().request().value())
                .add(write.tip().revision())
                .add(write.tip().hash().value())
                .add(write.versions().size());
        write.versions()
                .forEach(version ->
                        fields.add(version.subject()).add(version.hash().value()));
        return fields.toString();
    }

    public static UnchangedWrite unchangedWrite(String form) {
        return read(
                form,
                fields -> new UnchangedWrite(
                        new DocumentId(fields.text()),
                        new Author(fields.text(), fields.flag()),
                        new CommitKey(fields.text(), new Digest(fields.text())),
                        new Tip(fields.number(), new Hash(fields.text())),
                        Parts.list(fields, one -> new FoundVersion(one.text(), new Hash(one.text())))));
    }
}
