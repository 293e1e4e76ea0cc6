package dev.holdfast.domain.captions;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.WrittenFile;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The captions of a WebVTT document, for formats that have nothing but captions.
 *
 * @param cues the captions in order
 * @param dropped the parts of the document that such a format lacks; a writer adds those of its own
 */
public record ExportedCaptions(List<Cue> cues, Set<Loss> dropped) {

    private static final Pattern BARE_HEADER = Pattern.compile("\uFEFF?WEBVTT[ \\t]*+");

    /** The captions of a document. */
    public static ExportedCaptions of(List<Block> blocks) {
        var cues = new ArrayList<Cue>();
        var dropped = new LinkedHashSet<Loss>();
        for (var block : blocks) {
            var cue = block.kind() == SegmentKind.CUE ? WebVtt.CUES.parse(block.content()) : Optional.<Cue>empty();
            cue.ifPresentOrElse(cues::add, () -> nameDropped(block, dropped));
        }
        return new ExportedCaptions(cues, dropped);
    }

    private static void nameDropped(Block block, Set<Loss> dropped) {
        switch (block.kind()) {
            case HEADER -> {
                if (!BARE_HEADER.matcher(block.content().text()).matches()) {
                    dropped.add(Loss.HEADER_TEXT);
                }
            }
            case NOTE -> dropped.add(Loss.NOTES);
            case STYLE -> dropped.add(Loss.STYLES);
            case REGION -> dropped.add(Loss.REGIONS);
            case CUE, TEXT, OTHER -> dropped.add(Loss.OTHER_BLOCKS);
        }
    }

    /** The same, for a format without identifiers. */
    ExportedCaptions withoutIdentifiers() {
        if (cues.stream().anyMatch(cue -> cue.identifier().isPresent())) {
            dropped.add(Loss.IDENTIFIERS);
        }
        return this;
    }

    /** The same, for a format without settings. */
    ExportedCaptions withoutSettings() {
        if (cues.stream().anyMatch(cue -> !cue.settings().isEmpty())) {
            dropped.add(Loss.SETTINGS);
        }
        return this;
    }

    /** The text as a file. */
    public WrittenFile file(String text) {
        return new WrittenFile(text, List.copyOf(dropped));
    }

    /** The lines of a text that are not blank, for a format in which a blank line ends the caption. */
    static List<String> lines(String text, Set<Loss> dropped) {
        var lines = text.lines().toList();
        var kept = lines.stream().filter(line -> !line.isBlank()).toList();
        if (kept.size() < lines.size()) {
            dropped.add(Loss.BLANK_LINES);
        }
        return kept;
    }
}
