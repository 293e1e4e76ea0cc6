package dev.holdfast.postgres;

import dev.holdfast.domain.Change;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Stamp;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statement parameters that several statements share. */
final class Parameters {

    /** Most rows per statement, so that no statement of a large import reaches the statement timeout. */
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

    /** The parameters of a change; a change of the document leaves those of a segment null, and the other way round. */
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
