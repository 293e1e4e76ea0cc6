package dev.holdfast.domain.comparison;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.CueFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/** Texts without what programs rewrite when they save a file: line terminators, and blanks and empty lines at the ends. */
public final class NormalText {

    private NormalText() {}

    /** A text whose lines end with LF and have no blanks at their ends, without blank lines at the end. */
    public static String of(String text) {
        var mark = text.startsWith("\uFEFF") ? 1 : 0;
        return text.substring(mark)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .stripTrailing();
    }

    /** A cue with such a text, and with single blanks between its settings. */
    public static Cue of(Cue cue) {
        return new Cue(
                cue.identifier(),
                cue.startMillis(),
                cue.endMillis(),
                cue.settings().strip().replaceAll("[ \\t\\f]++", " "),
                of(cue.text()));
    }

    /** The cue in a block, with such a text; empty if the block is not a cue. */
    public static Optional<Cue> cue(Block block, Optional<CueFormat> cues) {
        return cues.filter(format -> block.kind() == SegmentKind.CUE)
                .flatMap(format -> format.parse(block.content()))
                .map(NormalText::of);
    }
}
