package dev.holdfast.domain.subrip;

import dev.holdfast.domain.Block;
import java.util.List;

/** Stand-in. */
public final class SubRip {
    private SubRip() {}

    /** Stand-in. */
    public static List<Block> toWebVtt(String srt) {
        return List.of();
    }

    /** Stand-in. */
    public static SubRipExport write(List<Block> blocks) {
        return new SubRipExport("", List.of());
    }

    /** Stand-in. */
    public record SubRipExport(String text, List<String> dropped) {}
}
