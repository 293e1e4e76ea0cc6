package dev.holdfast.application;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.comparison.CarriedCue;
import dev.holdfast.domain.comparison.FileAlignment;
import dev.holdfast.domain.comparison.Identifiers;
import dev.holdfast.domain.comparison.NormalText;
import dev.holdfast.domain.comparison.TextFile;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.format.ContentFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The difference between a file and the segments that it was exported from.
 *
 * @param base the segments of the document that such a file has
 * @param exported the block of each of them in the exported file
 * @param file the blocks of the file
 * @param alignment the alignment of both
 * @param carried carries cues over; empty for a document without cues
 */
record FileDifference(
        List<Segment> base,
        List<Block> exported,
        List<Block> file,
        FileAlignment alignment,
        Optional<CarriedCue> carried,
        ContentFormat format) {

    /** The kinds of blocks that a program leaves out if it does not know them. A file that has none of a kind says nothing about it. */
    private static final Set<SegmentKind> OPTIONAL =
            Set.of(SegmentKind.NOTE, SegmentKind.STYLE, SegmentKind.REGION, SegmentKind.OTHER);

    /**
     * Compares.
     *
     * @param segments the segments of the document when the file was exported
     * @param mediaType the media type of the document
     * @throws UnsupportedFormat if the file has no captions with times, and the document has
     */
    static FileDifference of(
            List<Segment> segments, RevisedFile file, String mediaType, ContentFormat format, ImportedFile read) {
        return format.cues().isEmpty()
                ? ofText(segments, file, format)
                : ofCaptions(segments, file, mediaType, format, read);
    }

    private static FileDifference ofText(List<Segment> segments, RevisedFile file, ContentFormat format) {
        var exported = segments.stream().map(Segment::block).toList();
        var text = TextFile.of(exported, file.text());
        return new FileDifference(segments, exported, text.blocks(), text.alignment(), Optional.empty(), format);
    }

    private static FileDifference ofCaptions(
            List<Segment> segments, RevisedFile file, String mediaType, ContentFormat format, ImportedFile read) {
        var blocks = read.file().blocks();
        var present = blocks.stream().map(Block::kind).collect(Collectors.toSet());
        var base = segments.stream()
                .filter(segment -> present.contains(segment.kind()) || !OPTIONAL.contains(segment.kind()))
                .toList();
        var exported = exported(base, file, mediaType, read);
        var cues = blocks.stream()
                .flatMap(block -> NormalText.cue(block, format.cues()).stream())
                .toList();
        return new FileDifference(
                base,
                exported,
                blocks,
                FileAlignment.of(exported, blocks, format.cues()),
                Optional.of(new CarriedCue(format, Identifiers.areGiven(cues))),
                format);
    }

    /** The blocks of the document as the exported file had them: written in its format, and read again. */
    private static List<Block> exported(List<Segment> base, RevisedFile file, String mediaType, ImportedFile read) {
        var blocks = base.stream().map(Segment::block).toList();
        var extension = read.format().extension();
        var isExported = !read.format().mediaType().equals(mediaType)
                && Formats.find(mediaType).stream()
                        .flatMap(format -> format.exports().stream())
                        .anyMatch(export -> export.extension().equals(extension));
        if (!isExported) {
            return blocks;
        }
        var written = Formats.writer(mediaType, extension).write().write(blocks, file.options());
        var again = Formats.blocks(read.format(), written.text());
        return again.size() == blocks.size() ? again : matched(blocks, again);
    }

    /** A format that drops captions, or divides them, is compared with the captions as the document has them. */
    private static List<Block> matched(List<Block> blocks, List<Block> again) {
        var cues =
                blocks.stream().filter(block -> block.kind() == SegmentKind.CUE).count();
        var found =
                again.stream().filter(block -> block.kind() == SegmentKind.CUE).iterator();
        var count =
                again.stream().filter(block -> block.kind() == SegmentKind.CUE).count();
        return cues == count
                ? blocks.stream()
                        .map(block -> block.kind() == SegmentKind.CUE ? found.next() : block)
                        .toList()
                : blocks;
    }

    /** The text that a block of the file gives to the segment that it is; its own if that was not edited. */
    Content edited(int place) {
        var origin = alignment.origins().get(place);
        var index = origin.base().orElseThrow();
        var segment = base.get(index);
        var block = file.get(place);
        var known = NormalText.cue(exported.get(index), format.cues());
        var cue = NormalText.cue(block, format.cues());
        if (known.isPresent() && cue.isPresent()) {
            return edited(segment.content(), known.get(), cue.get());
        }
        return isSame(segment, block) ? segment.content() : plain(block);
    }

    private Content edited(Content document, Cue exported, Cue cue) {
        var next = carried.orElseThrow().edited(document, exported, cue);
        var isSame = format.cues()
                .orElseThrow()
                .parse(next)
                .equals(format.cues().orElseThrow().parse(document));
        return isSame ? document : next;
    }

    /** A header without text is what programs write that know of none. */
    private boolean isSame(Segment segment, Block block) {
        if (block.kind() == SegmentKind.HEADER
                && block.content().text().strip().replace("\uFEFF", "").equals("WEBVTT")) {
            return true;
        }
        return NormalText.of(segment.content().text())
                .equals(NormalText.of(block.content().text()));
    }

    /** The text of a block that is new in the file. */
    Content added(int place) {
        var block = file.get(place);
        return NormalText.cue(block, format.cues())
                .map(cue -> carried.orElseThrow().added(block.content()))
                .orElseGet(() -> plain(block));
    }

    private Content plain(Block block) {
        return format.cues().isPresent()
                ? new Content(NormalText.of(block.content().text()))
                : block.content();
    }

    /** The places of the file's blocks. */
    Stream<Integer> places() {
        return IntStream.range(0, file.size()).boxed();
    }
}
