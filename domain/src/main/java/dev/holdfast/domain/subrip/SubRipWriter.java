package dev.holdfast.domain.subrip;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.captions.Alignment;
import dev.holdfast.domain.captions.ExportedCaptions;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.domain.format.WrittenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A writer of cues as SubRip, which collects the losses. */
final class SubRipWriter {

    private static final String LINE_END = "\r\n";

    private final WriteOptions options;
    private final List<String> captions = new ArrayList<>();

    SubRipWriter(WriteOptions options) {
        this.options = options;
    }

    WrittenFile write(List<Block> blocks) {
        var exported = ExportedCaptions.of(blocks);
        exported.cues().forEach(cue -> writeCue(cue, exported.dropped()));
        return exported.file(String.join(LINE_END, captions));
    }

    private void writeCue(Cue cue, Set<Loss> dropped) {
        var alignment = Alignment.ofSettings(cue.settings());
        if (alignment.isEmpty()) {
            dropped.add(Loss.SETTINGS);
        }
        var counter = captions.size() + 1;
        if (cue.identifier()
                .filter(line -> !line.equals(Integer.toString(counter)))
                .isPresent()) {
            dropped.add(Loss.IDENTIFIERS);
        }
        var place = alignment.map(Alignment::override).orElse("");
        var caption = new CaptionText(dropped, options.speakers().orElse(false)).toSubRip(cue.text());
        var text = (place + caption).lines().map(LiteralText::withoutTimes).collect(Collectors.joining(LINE_END));
        var timings = new SubRipTimings(cue.startMillis(), cue.endMillis(), false).write();
        captions.add(counter + LINE_END + timings + LINE_END + (text.isEmpty() ? "" : text + LINE_END));
    }
}
