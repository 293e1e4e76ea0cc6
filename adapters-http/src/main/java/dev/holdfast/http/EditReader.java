package dev.holdfast.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.application.EditRequest;
import dev.holdfast.application.Place;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.SegmentId;
import java.util.List;
import java.util.Optional;

/** Reads a batch of edits. */
record EditReader(ServerOptions.Limits limits) {

    private static final String SUPPORTED = "replace, insert, move, delete and restore";

    /**
     * Reads all of them.
     *
     * @throws ProblemException if one does not say what to do, naming which
     */
    List<EditRequest> read(JsonNode body) {
        var fields = Fields.of(body, "").only("edits");
        if (!fields.has("edits")) {
            throw Fields.refused("edits", "The member edits is missing.");
        }
        var edits = fields.list("edits");
        if (edits.size() > limits.batchEdits()) {
            throw Problem.of(
                            ProblemType.CONTENT_TOO_LARGE,
                            "A batch is at most %d edits, not %d. Make several of it."
                                    .formatted(limits.batchEdits(), edits.size()))
                    .asException();
        }
        return edits.stream().map(this::edit).toList();
    }

    private EditRequest edit(Fields edit) {
        var operation = edit.text("op");
        return switch (operation) {
            case "replace" -> replace(edit.only("op", "id", "ifMatch", "content", "cue"));
            case "insert" -> insert(edit.only("op", "content", "cue", "after", "id"));
            case "move" -> move(edit.only("op", "id", "ifMatch", "after"));
            case "delete" -> delete(edit.only("op", "id", "ifMatch"));
            case "restore" -> restore(edit.only("op", "id", "ifMatch", "content", "cue"));
            default ->
                throw Fields.refused(
                        edit.at("op"),
                        "There is no operation %s here. Supported are %s.".formatted(operation, SUPPORTED));
        };
    }

    private EditRequest replace(Fields edit) {
        var change = TextChange.lazily(() -> TextChange.patch(edit, limits));
        return new EditRequest.Replace(segment(edit), GivenTag.precondition(edit), change);
    }

    private EditRequest insert(Fields edit) {
        return new EditRequest.Insert(local(edit), TextChange.insertion(edit, limits), place(edit));
    }

    private static EditRequest move(Fields edit) {
        return new EditRequest.Move(segment(edit), GivenTag.precondition(edit), place(edit));
    }

    private static EditRequest delete(Fields edit) {
        return new EditRequest.Delete(segment(edit), GivenTag.precondition(edit), Optional.empty());
    }

    private EditRequest restore(Fields edit) {
        var change = edit.has("content") || edit.has("cue")
                ? TextChange.lazily(() -> TextChange.patch(edit, limits))
                : SegmentChange.none();
        return new EditRequest.Restore(segment(edit), GivenTag.precondition(edit), change);
    }

    private static SegmentId segment(Fields edit) {
        return SegmentId.parse(edit.text("id"))
                .orElseThrow(() -> edit.wrongType("id", "the id of a segment, such as document.segment"));
    }

    /** The local part of the id that a new segment is to have. */
    static Optional<String> local(Fields fields) {
        var local = fields.optionalText("id");
        if (local.filter(text -> !DocumentId.isId(text)).isPresent()) {
            throw fields.wrongType("id", "1 to 64 of the characters A-Z, a-z, 0-9, _ and -");
        }
        return local;
    }

    /** Where a segment is to go: without the member at the end, with null at the beginning. */
    static Place place(Fields fields) {
        if (!fields.has("after")) {
            return new Place.AtEnd();
        }
        return fields.isNull("after")
                ? new Place.AtBeginning()
                : new Place.After(SegmentId.parse(fields.text("after"))
                        .orElseThrow(() -> fields.wrongType("after", "the id of a segment, or null")));
    }
}
