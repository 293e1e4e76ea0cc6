package dev.holdfast.domain.comparison;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.cue.CueFormat;
import java.util.List;
import java.util.Optional;

/**
 * The alignment of a file with the version that it was exported from, block by block: kept, edited, retimed, moved, split, joined,
 * inserted and deleted ones. It is a function of both alone. The work grows with their length, and not with its square.
 *
 * @param origins the origin of each block of the file; no block of the base is named twice
 * @param deleted the blocks of the base that none of them names, ascending
 */
public record FileAlignment(List<Origin> origins, List<Integer> deleted) {

    public FileAlignment {
        origins = List.copyOf(origins);
        deleted = List.copyOf(deleted);
    }

    /**
     * Aligns.
     *
     * @param base the blocks of the exported file
     * @param file the blocks of the file that came back
     * @param cues reads the times of the blocks; empty if they have none
     */
    public static FileAlignment of(List<Block> base, List<Block> file, Optional<CueFormat> cues) {
        return new Aligner(
                        base.stream().map(block -> Unit.of(block, cues)).toList(),
                        file.stream().map(block -> Unit.of(block, cues)).toList())
                .alignment();
    }
}
