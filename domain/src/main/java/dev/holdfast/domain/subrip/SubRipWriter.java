package dev.holdfast.domain.subrip;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.WrittenFile;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A writer of cues as SubRip, which collects the losses. */
final class SubRipWriter {

    private static final String LINE_END = "\r\n";
    private static final Pattern BARE_HEADER = Pattern.compile("\uFEFF?WEBVTT[ \\t]*+");

    private final Set<Loss> dropped = new LinkedHashSet<>();
    private final List<String> captions = new ArrayList<>();

    WrittenFile write(List<Block> blocks) {
        blocks.forEach(this::write);
        return new WrittenFile(String.join(LINE_END, captions), List.copyOf(dropped));
    }

    private void write(Block block) {
        switch (block.kind()) {
            case CUE -> writeCue(block.content());
            case HEADER -> {
                if (!BARE_HEADER.matcher(block.content().text()).matches()) {
                    dropped.add(Loss.HEADER_TEXT);
                }
            }
            case NOTE -> dropped.add(Loss.NOTES);
            case STYLE -> dropped.add(Loss.STYLES);
            case REGION -> dropped.add(Loss.REGIONS);
            case TEXT, OTHER -> dropped.add(Loss.OTHER_BLOCKS);
        }
    }

    private void writeCue(Content content) {
        WebVtt.CUES.parse(content).ifPresentOrElse(this::writeCue, () -> dropped.add(Loss.OTHER_BLOCKS));
    }

    private void writeCue(Cue cue) {
        if (!cue.settings().isEmpty()) {
            dropped.add(Loss.SETTINGS);
        }
        var counter = captions.size() + 1;
        if (cue.identifier()
                .filter(line -> !line.equals(Integer.toString(counter)))
                .isPresent()) {
            dropped.add(Loss.IDENTIFIERS);
        }
        var text = new CaptionText(dropped)
                .toSubRip(cue.text())
                .lines()
                .map(LiteralText::withoutTimes)
                .collect(Collectors.joining(LINE_END));
        var timings = new SubRipTimings(cue.startMillis(), cue.endMillis()).write();
        captions.add(counter + LINE_END + timings + LINE_END + (text.isEmpty() ? "" : text + LINE_END));
    }
}
