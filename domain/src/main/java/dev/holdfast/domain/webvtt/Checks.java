package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.SegmentKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks through a document for what keeps captions from being read, and for what the syntax forbids. */
public final class Checks {

    private Checks() {}

    /**
     * Checks a document. The result follows from the arguments alone, in a time that is proportional to the text.
     *
     * @param blocks all blocks of the document in order, those that are no cues included
     * @return what was found, in the order of the blocks and of their text
     */
    public static List<Finding> findings(List<Block> blocks, CheckProfile profile) {
        var findings = new ArrayList<Finding>();
        var syntax = new DocumentSyntax();
        var times = new TimeChecks(profile.time());
        for (var index = 0; index < blocks.size(); index++) {
            var block = blocks.get(index);
            findings.addAll(syntax.findings(index, block));
            if (block.kind() == SegmentKind.CUE) {
                var cue = WrittenCue.parse(block.content());
                if (cue.isPresent()) {
                    findings.addAll(times.findings(index, cue.get()));
                    findings.addAll(new TextChecks(profile.text(), index, cue.get()).findings());
                }
            }
        }
        findings.sort(Comparator.comparingInt(Finding::index)
                .thenComparingInt(Finding::line)
                .thenComparingInt(Finding::column));
        return List.copyOf(findings);
    }
}
