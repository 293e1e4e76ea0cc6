package dev.holdfast.domain.subrip;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.subrip.SubRip.SubRipExport;
import dev.holdfast.domain.webvtt.Cue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes cues as SubRip and keeps a list of what cannot be written. */
final class SubRipWriter {

    private static final String LINE_END = "\r\n";
    private static final Pattern BARE_HEADER = Pattern.compile("\uFEFF?WEBVTT[ \\t]*+");

    private final Set<String> dropped = new LinkedHashSet<>();
    private final List<String> captions = new ArrayList<>();

    SubRipExport write(List<Block> blocks) {
        blocks.forEach(this::write);
        return new SubRipExport(String.join(LINE_END, captions), List.copyOf(dropped));
    }

    private void write(Block block) {
        switch (block.kind()) {
            case CUE -> writeCue(block.content());
            case HEADER -> {
                if (!BARE_HEADER.matcher(block.content().text()).matches()) {
                    dropped.add("header text");
                }
            }
            case NOTE -> dropped.add("notes");
            case STYLE -> dropped.add("styles");
            case REGION -> dropped.add("regions");
            case TEXT, OTHER -> dropped.add("blocks that are not captions");
        }
    }

    private void writeCue(Content content) {
        Cue.parse(content).ifPresentOrElse(this::writeCue, () -> dropped.add("blocks that are not captions"));
    }

    private void writeCue(Cue cue) {
        if (!cue.settings().isEmpty()) {
            dropped.add("settings");
        }
        var counter = captions.size() + 1;
        if (cue.identifier()
                .filter(line -> !line.equals(Integer.toString(counter)))
                .isPresent()) {
            dropped.add("identifiers");
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
