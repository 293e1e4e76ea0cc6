package dev.holdfast.app.backup;

import static dev.holdfast.app.backup.BackupJson.line;
import static dev.holdfast.app.backup.BackupJson.optionalText;
import static dev.holdfast.app.backup.BackupJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;

/** JSON objects of the edits of a backup: what an edit sets, and the version that it was made to. One without a segment is of the document. */
final class EditJson {

    private EditJson() {}

    static ObjectNode of(Edit edit) {
        var line = line("change")
                .put("operation", edit.operation().label())
                .put("segment", edit.segment().local());
        if (edit instanceof Edit.Insert insert) {
            line.put("kind", insert.block().kind().label());
            line.put("separator", insert.block().separator());
        } else {
            line.put("expected", edit.expected().value());
        }
        edit.place().ifPresent(position -> line.put("position", position.digits()));
        edit.text().ifPresent(content -> line.put("content", content.text()));
        edit.successor().ifPresent(successor -> line.put("successor", successor.local()));
        return line;
    }

    static ObjectNode of(DocumentEdit edit) {
        var line = line("change").put("operation", edit.operation().label());
        if (edit.operation() != Operation.CREATE) {
            line.put("expected", edit.expected().value());
        }
        edit.newInfo().ifPresent(info -> {
            line.put("title", info.title());
            line.put("mediaType", info.mediaType());
            line.put("language", info.language());
            info.mediaUrl().ifPresent(url -> line.put("mediaUrl", url));
        });
        return line;
    }

    static boolean isOfDocument(JsonNode line) {
        return !line.has("segment");
    }

    static Edit edit(DocumentId document, JsonNode line) {
        var segment = new SegmentId(document, text(line, "segment"));
        return switch (Operation.of(text(line, "operation"))) {
            case INSERT -> new Edit.Insert(segment, position(line), block(line));
            case REPLACE -> new Edit.Replace(segment, expected(line), content(line));
            case MOVE -> new Edit.Move(segment, expected(line), position(line));
            case DELETE ->
                new Edit.Delete(
                        segment,
                        expected(line),
                        optionalText(line, "successor").map(local -> new SegmentId(document, local)));
            case RESTORE -> new Edit.Restore(segment, expected(line), content(line));
            case CREATE, DESCRIBE -> throw new IllegalArgumentException("no such operation exists on a segment");
        };
    }

    static DocumentEdit documentEdit(DocumentId document, JsonNode line) {
        return switch (Operation.of(text(line, "operation"))) {
            case CREATE -> new DocumentEdit.Create(document, info(line));
            case DESCRIBE -> new DocumentEdit.Describe(document, expected(line), info(line));
            case DELETE -> new DocumentEdit.Delete(document, expected(line));
            case RESTORE -> new DocumentEdit.Restore(document, expected(line));
            case INSERT, REPLACE, MOVE -> throw new IllegalArgumentException("no such operation exists on a document");
        };
    }

    private static Hash expected(JsonNode line) {
        return new Hash(text(line, "expected"));
    }

    private static Position position(JsonNode line) {
        return new Position(text(line, "position"));
    }

    private static Content content(JsonNode line) {
        return new Content(text(line, "content"));
    }

    private static Block block(JsonNode line) {
        return new Block(SegmentKind.of(text(line, "kind")), content(line), text(line, "separator"));
    }

    private static DocumentInfo info(JsonNode line) {
        return new DocumentInfo(
                text(line, "title"), text(line, "mediaType"), text(line, "language"), optionalText(line, "mediaUrl"));
    }
}
