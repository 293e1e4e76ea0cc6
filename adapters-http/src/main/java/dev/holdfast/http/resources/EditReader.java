package dev.holdfast.http.resources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.application.EditRequest;
import dev.holdfast.application.Place;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.cue.CueSplit;
import dev.holdfast.http.exchange.Fields;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import java.util.List;
import java.util.Optional;

/** Reads a batch of edits. */
record EditReader(int maxEdits) {

    private static final String SUPPORTED = "replace, insert, move, delete, restore, shift, split and join";

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
        if (edits.size() > maxEdits) {
            throw Problem.of(
                            ProblemType.CONTENT_TOO_LARGE,
                            "A batch is at most %d edits, not %d. Make several of it."
                                    .formatted(maxEdits, edits.size()))
                    .with("maxEdits", maxEdits)
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
            case "shift" -> shift(edit.only("op", "cues", "by"));
            case "split" -> split(edit.only("op", "id", "ifMatch", "at", "offset"));
            case "join" -> new EditRequest.Join(targets(edit.only("op", "cues")));
            default ->
                throw Fields.refused(
                        edit.at("op"),
                        "There is no operation %s here. Supported are %s.".formatted(operation, SUPPORTED));
        };
    }

    private EditRequest replace(Fields edit) {
        var change = TextChange.lazily(() -> TextChange.patch(edit));
        return new EditRequest.Replace(segment(edit), IfMatchMember.precondition(edit), change);
    }

    private EditRequest insert(Fields edit) {
        return new EditRequest.Insert(local(edit), TextChange.insertion(edit), place(edit));
    }

    private static EditRequest move(Fields edit) {
        return new EditRequest.Move(segment(edit), IfMatchMember.precondition(edit), place(edit));
    }

    private static EditRequest delete(Fields edit) {
        return new EditRequest.Delete(segment(edit), IfMatchMember.precondition(edit), Optional.empty());
    }

    private EditRequest restore(Fields edit) {
        var change = edit.has("content") || edit.has("cue")
                ? TextChange.lazily(() -> TextChange.patch(edit))
                : SegmentChange.none();
        return new EditRequest.Restore(segment(edit), IfMatchMember.precondition(edit), change);
    }

    private static EditRequest shift(Fields edit) {
        return new EditRequest.Shift(targets(edit), new CueShift(number(edit, "by")));
    }

    private static EditRequest split(Fields edit) {
        var offset = number(edit, "offset");
        if (offset < 0 || offset > Integer.MAX_VALUE) {
            throw edit.wrongType("offset", "a place in the text of the cue, counted in UTF-16 units from 0");
        }
        return new EditRequest.Split(
                segment(edit), IfMatchMember.precondition(edit), new CueSplit((int) offset, number(edit, "at")));
    }

    private static long number(Fields edit, String member) {
        return edit.optionalNumber(member).orElseThrow(() -> edit.wrongType(member, "a whole number"));
    }

    private static List<EditRequest.Target> targets(Fields edit) {
        if (!edit.has("cues")) {
            throw Fields.refused(edit.at("cues"), "The member %s is missing.".formatted(edit.at("cues")));
        }
        return edit.list("cues").stream()
                .map(cue -> cue.only("id", "ifMatch"))
                .map(cue -> new EditRequest.Target(segment(cue), IfMatchMember.precondition(cue)))
                .toList();
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

    /** The place of a segment: the end without the member, the beginning with null. */
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
