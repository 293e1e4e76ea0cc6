package dev.holdfast.domain.subrip;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.InvalidContent;
import java.util.List;

/**
 * SubRip (.srt), read as tolerantly as players do and written as strictly as all of them need it. It has no
 * specification; it knows times, lines, and the tags b, i and u.
 */
public final class SubRip {

    private SubRip() {}

    /**
     * Makes a WebVTT document of a SubRip file. Counters, positions and fonts are left out, blank lines within a caption
     * too, since no WebVTT cue can hold one.
     *
     * @return the header and one cue for each caption, in the file's order
     * @throws InvalidContent if the file is not SubRip, naming the line
     */
    public static List<Block> toWebVtt(String srt) {
        return new SubRipReader(srt).blocks();
    }

    /** Makes a SubRip file of the cues of a WebVTT document, in their order. */
    public static SubRipExport write(List<Block> blocks) {
        return new SubRipWriter().write(blocks);
    }

    /**
     * A SubRip file.
     *
     * @param text the file, its lines ended by CRLF
     * @param dropped what the document has and SubRip cannot say, each once
     */
    public record SubRipExport(String text, List<String> dropped) {

        public SubRipExport {
            dropped = List.copyOf(dropped);
        }
    }
}
