package dev.holdfast.application;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The order of a document's segments in the file that it was imported from. The line terminators after a segment are those
 * before its old neighbour, so before a new one they are kept only if they leave a blank line.
 */
final class FileOrder {

    private final Map<SegmentId, SegmentId> next = new HashMap<>();
    private final Optional<Segment> last;

    private FileOrder(List<Segment> file) {
        for (var i = 1; i < file.size(); i++) {
            next.put(file.get(i - 1).id(), file.get(i).id());
        }
        this.last = file.isEmpty() ? Optional.empty() : Optional.of(file.get(file.size() - 1));
    }

    /** The blocks of all segments of a document, each with the separator that now follows it. */
    static List<Block> blocks(DocumentStore store, DocumentId document, List<Segment> segments) {
        var blocks = segments.stream().map(Segment::block).toList();
        return isCertain(blocks) ? blocks : of(store, document).blocks(segments);
    }

    /** True if blank lines stand between all blocks, and the last one ends as a file does. */
    private static boolean isCertain(List<Block> blocks) {
        for (var i = 0; i + 1 < blocks.size(); i++) {
            var separator = blocks.get(i).separator();
            if (!separator.isEmpty() && !hasBlankLine(separator)) {
                return false;
            }
        }
        var end = blocks.isEmpty() ? "\n" : blocks.get(blocks.size() - 1).separator();
        return !end.isEmpty() && !hasBlankLine(end);
    }

    private static boolean hasBlankLine(String separator) {
        return separator.length() > 1 && !separator.equals("\r\n");
    }

    private static FileOrder of(DocumentStore store, DocumentId document) {
        return new FileOrder(store.commits(document, 0, 1).stream()
                .map(LoggedCommit::changes)
                .flatMap(List::stream)
                .flatMap(change -> change.segment().stream())
                .toList());
    }

    private List<Block> blocks(List<Segment> segments) {
        var blocks = new ArrayList<Block>(segments.size());
        for (var i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            var block = segment.block();
            if (i + 1 == segments.size()) {
                blocks.add(last.map(end -> block.followedBy(end.block().separator()))
                        .orElse(block));
            } else {
                var isAsBefore = Objects.equals(
                        next.get(segment.id()), segments.get(i + 1).id());
                blocks.add(isAsBefore || hasBlankLine(block.separator()) ? block : block.followedBy(""));
            }
        }
        return blocks;
    }
}
