package dev.holdfast.http.resources;

import dev.holdfast.application.Formats;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.Rules;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.http.exchange.Fields;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.ProblemException;

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
     * The change that a body asks for: another text, or other parts of the cue. The members are read when the change is
     * applied, so that only a caller whose precondition holds learns of an error in them.
     * The change throws {@link ProblemException}.
     */
    static SegmentChange patch(Fields body) {
        return current -> {
            if (!hasCue(body)) {
                return new Content(body.text("content"));
            }
            var patch = CueMember.of(body).patch();
            if (current.kind() != SegmentKind.CUE) {
                throw Fields.refused(
                        body.at("cue"),
                        "The segment %s is not a cue (its kind is %s). Send its text as the member content."
                                .formatted(current.id(), current.kind().label()));
            }
            return Formats.rewrite(current, patch);
        };
    }

    /** The text of a new segment; its members are read when the text is. */
    static NewContent insertion(Fields body) {
        return document -> {
            if (!hasCue(body)) {
                return new Content(body.text("content"));
            }
            var cues = Formats.cues(document.mediaType())
                    .orElseThrow(() -> Fields.refused(
                            body.at("cue"),
                            "A document of type %s has no cues. Send the text as the member content."
                                    .formatted(document.mediaType())));
            return cues.write(CueMember.of(body).whole());
        };
    }

    /** True if a body has a cue instead of a text. */
    private static boolean hasCue(Fields body) {
        if (body.has("cue") && body.has("content")) {
            throw Fields.refused(
                    body.at("cue"), "The members content and cue both describe the text. Send only one of them.");
        }
        return body.has("cue");
    }
}
