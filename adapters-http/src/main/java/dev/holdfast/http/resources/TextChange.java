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
import java.util.function.Supplier;

/** Reads what a request wants a text to be. */
final class TextChange {

    /** The members of a body that say it. */
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
     * The change that a body asks for: another text, or other parts of the cue that the text is.
     *
     * @throws ProblemException if it does not say what to do
     */
    static SegmentChange patch(Fields body) {
        if (!saysCue(body)) {
            var text = body.text("content");
            return current -> new Content(text);
        }
        var patch = CueMember.of(body).patch();
        return current -> {
            if (current.kind() != SegmentKind.CUE) {
                throw Fields.refused(
                        body.at("cue"),
                        "The segment %s is no cue (its kind is %s). Send its text as the member content."
                                .formatted(current.id(), current.kind().label()));
            }
            return Formats.rewrite(current, patch);
        };
    }

    /** The text that a body asks for. */
    static NewContent insertion(Fields body) {
        return document -> {
            if (!saysCue(body)) {
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
    private static boolean saysCue(Fields body) {
        if (body.has("cue") && body.has("content")) {
            throw Fields.refused(
                    body.at("cue"), "The members content and cue say the same in two ways. Send one of them.");
        }
        return body.has("cue");
    }

    /** A change that is read only when it is allowed: the caller must not learn of a mistake in it before. */
    static SegmentChange lazily(Supplier<SegmentChange> change) {
        return current -> change.get().apply(current);
    }
}
