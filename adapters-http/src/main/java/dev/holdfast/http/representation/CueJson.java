package dev.holdfast.http.representation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.application.Formats;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import org.jspecify.annotations.Nullable;

/** JSON of a WebVTT cue; times in milliseconds. */
record CueJson(
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String identifier,
        long start,
        long end,
        String settings,
        String text) {

    /** The cue in a text; null if the text is not a cue. */
    static @Nullable CueJson of(SegmentKind kind, Content content) {
        return Formats.cue(kind, content).map(CueJson::of).orElse(null);
    }

    private static CueJson of(Cue cue) {
        return new CueJson(
                cue.identifier().orElse(null), cue.startMillis(), cue.endMillis(), cue.settings(), cue.text());
    }
}
