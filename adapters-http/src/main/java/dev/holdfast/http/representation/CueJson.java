package dev.holdfast.http.representation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.application.Formats;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import org.jspecify.annotations.Nullable;

/** What a cue of a WebVTT document says, as clients see it; times in milliseconds. */
record CueJson(
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String identifier,
        long start,
        long end,
        String settings,
        String text) {

    /** What a text says as a cue; nothing if it is none. */
    static @Nullable CueJson of(SegmentKind kind, Content content) {
        return Formats.cue(kind, content).map(CueJson::of).orElse(null);
    }

    private static CueJson of(Cue cue) {
        return new CueJson(
                cue.identifier().orElse(null), cue.startMillis(), cue.endMillis(), cue.settings(), cue.text());
    }
}
