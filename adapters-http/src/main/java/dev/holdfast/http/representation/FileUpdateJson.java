package dev.holdfast.http.representation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.application.FileUpdate;
import dev.holdfast.application.FileUpdate.Step;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.FileConflict.Dispute;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** JSON of the edits of a file that came back (http.md, Resources). */
public record FileUpdateJson(
        long revision,
        String tip,
        @JsonProperty("dryRun") boolean isDryRun,
        List<EditJson> edits,
        List<ConflictJson> conflicts) {

    /** The most conflicts that are told with their texts: a person cannot decide more at once. */
    private static final int MAX_EXPLAINED = 20;

    /** JSON of one edit. */
    record EditJson(
            String op,
            String id,
            @Nullable TextJson before,
            @Nullable TextJson after,
            @Nullable String splitFrom,
            @Nullable String successor) {

        static EditJson of(Step step) {
            var related = step.related().map(SegmentId::toString).orElse(null);
            var isInsertion = step.after().isPresent() && step.before().isEmpty();
            return new EditJson(
                    step.operation().label(),
                    step.segment().toString(),
                    step.before().map(segment -> TextJson.of(segment.content())).orElse(null),
                    step.after().map(TextJson::of).orElse(null),
                    isInsertion ? related : null,
                    isInsertion ? null : related);
        }
    }

    /** JSON of a text, and of its cue if it is one. */
    record TextJson(String content, @Nullable CueJson cue) {

        static TextJson of(Content content) {
            return new TextJson(content.text(), CueJson.of(SegmentKind.CUE, content));
        }
    }

    /**
     * JSON of a conflict; {@code mine} is absent if the file no longer has the segment, all texts from one that is not among the
     * first.
     */
    record ConflictJson(
            String id,
            String reason,
            @Nullable SegmentJson base,
            @Nullable SegmentJson current,
            @Nullable TextJson mine,
            @Nullable MergeJson merge,
            String changedBy,
            boolean changedByVerified,
            String changedAt) {

        static ConflictJson of(Dispute dispute, boolean isExplained) {
            var current = dispute.current();
            return new ConflictJson(
                    current.id().toString(),
                    dispute.reason().label(),
                    isExplained ? SegmentJson.of(dispute.base()) : null,
                    isExplained ? SegmentJson.of(current) : null,
                    isExplained ? dispute.mine().map(TextJson::of).orElse(null) : null,
                    isExplained
                            ? dispute.merge()
                                    .map(merge -> MergeJson.of(merge, current.kind()))
                                    .orElse(null)
                            : null,
                    current.updated().by().name(),
                    current.updated().by().verified(),
                    current.updated().at().toString());
        }
    }

    public static FileUpdateJson of(FileUpdate update, boolean isDryRun) {
        return new FileUpdateJson(
                update.tip().revision(),
                update.tip().toString(),
                isDryRun,
                update.steps().stream().map(EditJson::of).toList(),
                conflicts(update.disputes()));
    }

    static List<ConflictJson> conflicts(List<Dispute> disputes) {
        return IntStream.range(0, disputes.size())
                .mapToObj(i -> ConflictJson.of(disputes.get(i), i < MAX_EXPLAINED))
                .toList();
    }
}
