package dev.holdfast.domain.comparison;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.CueFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Block as it is compared.
 *
 * @param kind the name of its kind
 * @param text its normal text; of a cue the text alone
 * @param startMillis the start of the cue; -1 if the block is none
 * @param endMillis the end of the cue; -1 if the block is none
 */
record Unit(String kind, String text, long startMillis, long endMillis) {

    static Unit of(Block block, Optional<CueFormat> cues) {
        var kind = block.kind().name().toLowerCase(Locale.ROOT);
        return NormalText.cue(block, cues)
                .map(cue -> ofCue(kind, cue))
                .orElseGet(() -> new Unit(kind, NormalText.of(block.content().text()), -1, -1));
    }

    private static Unit ofCue(String kind, Cue cue) {
        return new Unit(kind, cue.text(), cue.startMillis(), cue.endMillis());
    }

    boolean isTimed() {
        return startMillis >= 0;
    }

    String textKey() {
        return kind + "\n" + text;
    }

    String exactKey() {
        return startMillis + " " + endMillis + " " + textKey();
    }
}
