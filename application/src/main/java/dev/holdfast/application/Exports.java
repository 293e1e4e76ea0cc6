package dev.holdfast.application;

import dev.holdfast.domain.Segment;

/** The exports of documents as files. */
record Exports(DocumentStore store) {

    Export of(DocumentPage page, String extension) {
        var writer = Formats.writer(page.document().info().mediaType(), extension);
        var blocks = writer.inFileOrder()
                ? FileOrder.blocks(store, page.document().id(), page.segments())
                : page.segments().stream().map(Segment::block).toList();
        var written = writer.write().apply(blocks);
        return new Export(page.document(), writer.format(), written.text(), written.dropped());
    }
}
