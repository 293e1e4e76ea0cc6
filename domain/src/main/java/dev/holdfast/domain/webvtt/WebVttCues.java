package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.CueFormat;
import dev.holdfast.domain.cue.CuePatch;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.cue.CueSplit;
import dev.holdfast.domain.cue.Finding;
import java.util.List;
import java.util.Optional;

/** The cues of WebVTT, read by the algorithms of WebVTT §6.2 and §6.3. */
final class WebVttCues implements CueFormat {

    @Override
    public Optional<Cue> parse(Content content) {
        return WrittenCue.parse(content).map(WrittenCue::cue);
    }

    @Override
    public Content write(Cue cue) {
        return WrittenCue.of(cue).write();
    }

    @Override
    public Content rewrite(Content cue, CuePatch patch) {
        return WrittenCue.of(cue).with(patch).write();
    }

    @Override
    public Content shift(Content cue, CueShift shift) {
        return new TimeShift(shift.millis()).applyTo(cue);
    }

    @Override
    public CueSplit.Halves split(Content cue, CueSplit split) {
        return new BlockSplit(split).applyTo(cue);
    }

    @Override
    public Content join(List<Content> cues) {
        return CueJoin.join(cues);
    }

    @Override
    public List<Finding> check(List<Block> blocks, CheckProfile profile) {
        return Checks.findings(blocks, profile);
    }
}
