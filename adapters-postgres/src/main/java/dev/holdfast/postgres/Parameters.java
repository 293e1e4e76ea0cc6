package dev.holdfast.postgres;

import dev.holdfast.domain.Change;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Stamp;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that several statements set, as their parameters. */
final class Parameters {

    /** How many rows one statement writes at most, so that none of a large import takes longer than a statement may. */
    static final int MAX_ROWS = 5_000;

    private Parameters() {}

    static Map<String, Object> of(Stamp stamp) {
        return Map.of(
                "by", stamp.by().name(),
                "verified", stamp.by().verified(),
                "at", stamp.at());
    }

    static Map<String, @Nullable Object> of(DocumentInfo info) {
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("title", info.title());
        parameters.put("mediaType", info.mediaType());
        parameters.put("language", info.language());
        parameters.put("mediaUrl", info.mediaUrl().orElse(null));
        return parameters;
    }

    /** A line of the log, which is of a segment or of the document and leaves the parameters of the other empty. */
    static Map<String, @Nullable Object> of(Change change) {
        var parameters = new HashMap<String, @Nullable Object>();
        for (var name : new String[] {
            "position", "kind", "content", "separator", "successor", "title", "mediaType", "language", "mediaUrl"
        }) {
            parameters.put(name, null);
        }
        parameters.put("segment", "");
        parameters.put("operation", change.operation().label());
        parameters.put("version", change.version().number());
        parameters.put("parent", change.parent().value());
        parameters.put("hash", change.hash().value());
        parameters.put("digest", change.digest().value());
        if (change instanceof Change.OfSegment ofSegment) {
            parameters.putAll(of(ofSegment.after()));
        } else if (change instanceof Change.OfDocument ofDocument) {
            parameters.putAll(of(ofDocument.info()));
        }
        return parameters;
    }

    private static Map<String, @Nullable Object> of(Segment segment) {
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("segment", segment.id().local());
        parameters.put("position", segment.position().digits());
        parameters.put("kind", segment.kind().label());
        parameters.put("content", segment.content().text());
        parameters.put("separator", segment.block().separator());
        parameters.put("successor", segment.successor().map(SegmentId::local).orElse(null));
        return parameters;
    }
}
