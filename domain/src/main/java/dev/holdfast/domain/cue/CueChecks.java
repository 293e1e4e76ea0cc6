package dev.holdfast.domain.cue;

import java.util.ArrayList;
import java.util.List;

/** The checks of captions in any format; given the cues one after another, since each is compared with those before it. */
public final class CueChecks {

    private final TextChecks texts;
    private final TimeChecks times;

    /**
     * @param profile the limits to check against
     */
    public CueChecks(CheckProfile profile) {
        this.texts = new TextChecks(profile.text());
        this.times = new TimeChecks(profile.time());
    }

    /** The findings of the next cue. */
    public List<Finding> findings(ShownCue cue) {
        var findings = new ArrayList<>(times.findings(cue));
        findings.addAll(texts.findings(cue));
        findings.addAll(WritingChecks.findings(cue));
        return findings;
    }
}
