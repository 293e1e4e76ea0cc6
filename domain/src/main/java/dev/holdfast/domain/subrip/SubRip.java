package dev.holdfast.domain.subrip;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.TooManySegments;
import dev.holdfast.domain.format.WrittenFile;
import java.util.List;

/**
 * SubRip (.srt), read as tolerantly as players do and written as strictly as all of them need it. It has no
 * specification; it knows times, lines, and the tags b, i and u.
 */
public final class SubRip {

    private SubRip() {}

    /**
     * Reads a SubRip file as a WebVTT document. Counters, positions and fonts are left out, and blank lines within a caption
     * too, since a WebVTT cue cannot hold one.
     *
     * @param maxBlocks the most blocks, 1 or more
     * @return the header and one cue for each caption, in the file's order
     * @throws InvalidContent if the file is not SubRip, naming the line
     * @throws TooManySegments if it has more captions
     */
    public static List<Block> toWebVtt(String srt, int maxBlocks) {
        return new SubRipReader(srt, maxBlocks).blocks();
    }

    /** The same, however many captions it has. */
    public static List<Block> toWebVtt(String srt) {
        return toWebVtt(srt, Integer.MAX_VALUE);
    }

    /** Writes the cues of a WebVTT document as a SubRip file, its lines ended by CRLF. */
    public static WrittenFile write(List<Block> blocks) {
        return new SubRipWriter().write(blocks);
    }
}
