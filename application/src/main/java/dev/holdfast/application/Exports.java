package dev.holdfast.application;

import dev.holdfast.domain.Segment;
import dev.holdfast.domain.format.WriteOptions;

/** The exports of documents as files. */
record Exports(DocumentStore store) {

    Export of(DocumentPage page, String extension, WriteOptions options) {
        var writer = Formats.writer(page.document().info().mediaType(), extension);
        var blocks = writer.inFileOrder()
                ? FileOrder.blocks(store, page.document().id(), page.segments())
                : page.segments().stream().map(Segment::block).toList();
        var written = writer.write().write(blocks, options);
        return new Export(page.document(), writer.format(), written.text(), written.dropped());
    }
}
