package dev.holdfast.http.resources;

import dev.holdfast.application.Formats;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.Rules;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.http.exchange.Fields;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.representation.SegmentJson;
import java.util.function.Supplier;

/** Change of a text, or text of a new segment, as the members of a body describe it. */
final class TextChange {

    /** The members that hold a text, of which a body has one. */
    static final String[] MEMBERS = {"content", "cue"};

    /** A character of a text takes six bytes of JSON at most. */
    private static final int MAX_ESCAPE = 6;

    private static final int REST_OF_BODY = 4_096;

    private TextChange() {}

    /** The most bytes of a body that holds one text. */
    static int maxBytes(Limits limits, Rules rules) {
        return (int) Math.min(limits.jsonBytes(), (long) rules.maxSegmentBytes() * MAX_ESCAPE + REST_OF_BODY);
    }

    /**
     * The change that a merge patch of a segment asks for (RFC 7396): nothing, another text, or other parts of the cue. Members that
     * only the server sets may be sent as they are. The members are read when the change is applied, so that only a caller whose
     * precondition holds learns of an error in them. The change throws {@link ProblemException}.
     */
    static SegmentChange ofSegment(Supplier<Fields> body) {
        return current -> changed(body.get().changing(Json.tree(SegmentJson.of(current)), MEMBERS), current);
    }

    /** The change that the text in a body asks for, which has to be there; otherwise the same. */
    static SegmentChange patch(Fields body) {
        return current -> {
            if (!body.has("cue") && !body.has("content")) {
                throw body.missing("content");
            }
            return changed(body, current);
        };
    }

    /** Both members describe the same text; one of them may be as it was. */
    private static Content changed(Fields body, Segment current) {
        var content = body.optionalText("content").map(Content::new).orElse(current.content());
        if (!body.has("cue") || isUnchanged(body, current)) {
            return content;
        }
        var rewritten = rewritten(body, current);
        if (!content.equals(current.content()) && !content.equals(rewritten)) {
            throw body.refused(
                    "cue",
                    "The members content and cue both change the text, to different ones. Send only one of them.");
        }
        return rewritten;
    }

    private static boolean isUnchanged(Fields body, Segment current) {
        var cue = body.node().get("cue");
        var known = Json.tree(SegmentJson.of(current)).path("cue");
        return cue.isObject()
                && known.isObject()
                && cue.properties().stream()
                        .allMatch(member -> member.getValue().equals(known.get(member.getKey())));
    }

    private static Content rewritten(Fields body, Segment current) {
        var patch = CueMember.of(body).patch();
        if (current.kind() != SegmentKind.CUE) {
            throw body.refused(
                    "cue",
                    "The segment %s is not a cue (its kind is %s). Send its text as the member content."
                            .formatted(current.id(), current.kind().label()));
        }
        return Formats.rewrite(current, patch);
    }

    /** The text of a new segment; its members are read when the text is. */
    static NewContent insertion(Fields body) {
        return document -> {
            if (!hasCue(body)) {
                return new Content(body.text("content"));
            }
            var cues = Formats.cues(document.mediaType())
                    .orElseThrow(() -> body.refused(
                            "cue",
                            "A document of type %s has no cues. Send the text as the member content."
                                    .formatted(document.mediaType())));
            return cues.write(CueMember.of(body).whole());
        };
    }

    /** True if a body has a cue instead of a text. */
    private static boolean hasCue(Fields body) {
        if (body.has("cue") && body.has("content")) {
            throw body.refused("cue", "The members content and cue both describe the text. Send only one of them.");
        }
        return body.has("cue");
    }
}
