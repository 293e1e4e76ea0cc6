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
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reader of the edits of a batch.
 *
 * @param maxEdits the most segments that its edits may name
 */
record EditReader(int maxEdits) {

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("replace", EditReader::replace, "id", "ifMatch", "content", "cue"),
            new Operation("insert", EditReader::insertion, "content", "cue", "after", "id"),
            new Operation("move", EditReader::move, "id", "ifMatch", "after"),
            new Operation("delete", EditReader::delete, "id", "ifMatch"),
            new Operation("restore", EditReader::restore, "id", "ifMatch", "content", "cue"),
            new Operation("shift", EditReader::shift, "cues", "by"),
            new Operation("split", EditReader::split, "id", "ifMatch", "at", "offset"),
            new Operation("join", edit -> new EditRequest.Join(targets(edit)), "cues"));

    /**
     * Operation of an edit.
     *
     * @param name the value of the member {@code op}
     * @param reader reads the edit
     * @param members the names of its members, {@code op} included
     */
    private record Operation(String name, Function<Fields, EditRequest> reader, List<String> members) {

        Operation(String name, Function<Fields, EditRequest> reader, String... members) {
            this(
                    name,
                    reader,
                    Stream.concat(Stream.of("op"), Stream.of(members)).toList());
        }

        EditRequest read(Fields edit) {
            return reader.apply(edit.only(members.toArray(String[]::new)));
        }
    }

    /**
     * Reads all edits of a batch.
     *
     * @throws ProblemException if one of them cannot be read, naming its member
     */
    List<EditRequest> read(JsonNode body) {
        var fields = Fields.of(body).only("edits");
        if (!fields.has("edits")) {
            throw fields.missing("edits");
        }
        var edits = fields.list("edits");
        var targets = edits.stream().mapToLong(EditReader::targetCount).sum();
        if (targets > maxEdits) {
            throw Problem.of(
                            ProblemType.CONTENT_TOO_LARGE,
                            "A batch may edit at most %d captions or paragraphs, not %d. Send several batches."
                                    .formatted(maxEdits, targets))
                    .with("maxEdits", maxEdits)
                    .asException();
        }
        return edits.stream().map(EditReader::edit).toList();
    }

    /** The number of segments that an edit names; at least one, also if it is unreadable. */
    private static int targetCount(Fields edit) {
        return Math.max(1, edit.node().path("cues").size());
    }

    private static EditRequest edit(Fields edit) {
        var operation = edit.text("op");
        return OPERATIONS.stream()
                .filter(known -> known.name().equals(operation))
                .findFirst()
                .orElseThrow(() -> unsupported(edit, operation))
                .read(edit);
    }

    private static ProblemException unsupported(Fields edit, String operation) {
        var supported = OPERATIONS.stream().map(Operation::name).toList();
        return Problem.of(
                        ProblemType.UNSUPPORTED_OPERATION,
                        "There is no operation %s. Supported are: %s."
                                .formatted(Fields.shown(operation), String.join(", ", supported)))
                .with("member", edit.at("op"))
                .with("operation", Fields.shown(operation))
                .with("supported", supported)
                .asException();
    }

    private static EditRequest replace(Fields edit) {
        return new EditRequest.Replace(segment(edit), IfMatchMember.precondition(edit), TextChange.patch(edit));
    }

    /** The insertion that a body, or an edit of a batch, describes. */
    static EditRequest.Insert insertion(Fields edit) {
        return new EditRequest.Insert(local(edit), TextChange.insertion(edit), place(edit));
    }

    private static EditRequest move(Fields edit) {
        return new EditRequest.Move(segment(edit), IfMatchMember.precondition(edit), place(edit));
    }

    private static EditRequest delete(Fields edit) {
        return new EditRequest.Delete(segment(edit), IfMatchMember.precondition(edit), Optional.empty());
    }

    private static EditRequest restore(Fields edit) {
        var change = edit.has("content") || edit.has("cue") ? TextChange.patch(edit) : SegmentChange.none();
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
            throw edit.missing("cues");
        }
        return edit.list("cues").stream()
                .map(cue -> cue.only("id", "ifMatch"))
                .map(cue -> new EditRequest.Target(segment(cue), IfMatchMember.precondition(cue)))
                .toList();
    }

    private static SegmentId segment(Fields edit) {
        return SegmentId.parse(edit.text("id"))
                .orElseThrow(() -> edit.wrongType("id", "the id of a segment, in the form document.segment"));
    }

    /** The local part of the id of a new segment. */
    private static Optional<String> local(Fields fields) {
        var local = fields.optionalText("id");
        if (local.filter(text -> !DocumentId.isId(text)).isPresent()) {
            throw fields.wrongType("id", "1 to 64 of the characters A-Z, a-z, 0-9, _ and -");
        }
        return local;
    }

    /** The place of a segment: the end without the member, the beginning with null. */
    private static Place place(Fields fields) {
        if (!fields.has("after")) {
            return new Place.AtEnd();
        }
        return fields.isNull("after")
                ? new Place.AtBeginning()
                : new Place.After(SegmentId.parse(fields.text("after"))
                        .orElseThrow(() -> fields.wrongType("after", "the id of a segment, or null")));
    }
}
