package dev.holdfast.application;

import dev.holdfast.domain.Segment;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.subrip.SubRip;
import java.util.List;
import java.util.Set;

/** Makes files of documents. */
record Exports(DocumentStore store) {

    private static final Set<String> TEXTS = Set.of("text/plain", "text/markdown", "application/json");

    Export of(DocumentPage page, ExportFormat format) {
        var mediaType = page.document().info().mediaType();
        if (format == ExportFormat.SRT && mediaType.equals("text/vtt")) {
            var written =
                    SubRip.write(page.segments().stream().map(Segment::block).toList());
            return new Export(page.document(), format, written.text(), written.dropped());
        }
        var fits = format == ExportFormat.TXT
                ? TEXTS.contains(mediaType)
                : format.mediaType().equals(mediaType);
        if (!fits) {
            throw new UnsupportedFormat(
                    "A document of type %s cannot be exported as %s. WebVTT becomes .vtt or .srt, text becomes .txt."
                            .formatted(mediaType, format.mediaType()));
        }
        var blocks = format == ExportFormat.VTT
                ? FileOrder.blocks(store, page.document().id(), page.segments())
                : page.segments().stream().map(Segment::block).toList();
        return new Export(page.document(), format, Formats.of(mediaType).join(blocks), List.of());
    }
}
