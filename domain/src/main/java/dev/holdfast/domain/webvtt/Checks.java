package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.CueChecks;
import dev.holdfast.domain.cue.Finding;
import dev.holdfast.domain.cue.ShownCue;
import dev.holdfast.domain.cue.ShownCue.ShownLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The checks of a WebVTT document: its captions against a profile, and its syntax. */
final class Checks {

    private Checks() {}

    static List<Finding> findings(List<Block> blocks, CheckProfile profile) {
        var findings = new ArrayList<>(Leftovers.findings(blocks));
        var syntax = new DocumentSyntax();
        var checks = new CueChecks(profile);
        var cues = new ArrayList<ShownCue>();
        for (var i = 0; i < blocks.size(); i++) {
            var index = i;
            var block = blocks.get(index);
            findings.addAll(syntax.findings(index, block));
            if (block.kind() == SegmentKind.CUE) {
                WrittenCue.parse(block.content()).map(cue -> shown(index, cue)).ifPresent(cues::add);
            }
        }
        cues.forEach(cue -> findings.addAll(checks.findings(cue)));
        findings.sort(Comparator.comparingInt(Finding::index)
                .thenComparingInt(Finding::line)
                .thenComparingInt(Finding::column));
        return new Fixes(blocks, cues, profile).addedTo(findings);
    }

    private static ShownCue shown(int index, WrittenCue cue) {
        var timesLine = cue.identifier().isEmpty() ? 1 : 2;
        var lastLine = timesLine + Math.max(1, Line.of(cue.body()).size() - 1);
        var texts = ShownText.of(CueText.parse(cue.payload())).lines();
        var lines = IntStream.range(0, texts.size())
                .mapToObj(i -> new ShownLine(texts.get(i), Math.min(timesLine + 1 + i, lastLine)))
                .toList();
        var start = cue.timings().start().millis();
        return new ShownCue(index, start, cue.timings().end().millis(), timesLine, lines);
    }
}
