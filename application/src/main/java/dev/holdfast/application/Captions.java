package dev.holdfast.application;

import dev.holdfast.application.EditRequest.Target;
import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.UnknownProfile;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.cue.CueSplit;
import java.util.List;

/**
 * The operations on captions: checks of a document, and shifts, splits and joins of its cues. Safe for use by many threads.
 * Every method throws {@link AccessDenied} before it reads anything, and {@link StoreUnavailable} when the store does not
 * respond. The cue operations throw as {@link Documents#edit} does; a batch of that method can hold them together with other
 * edits.
 */
public final class Captions {

    private final DocumentReader documents;
    private final SegmentWriter writer;

    Captions(Access access, CommitWriter commits) {
        this.documents = new DocumentReader(access, commits.store());
        this.writer = new SegmentWriter(access, commits);
    }

    /**
     * Checks the captions of a document against a profile, and its syntax.
     *
     * @param profile the name of the profile, one of {@link CheckProfile#ALL}
     * @throws NotFound if the document never existed
     * @throws DocumentGone if it was deleted
     * @throws UnknownProfile if there is no profile of that name
     * @throws UnsupportedFormat if documents of its type have no cues
     */
    public CheckedDocument checks(Author reader, DocumentId id, String profile) {
        return checks(reader, id, profile, Reading.WHOLE);
    }

    /** The same for a reader who may go before the checks begin. */
    public CheckedDocument checks(Author reader, DocumentId id, String profile, Reading reading) {
        var page = documents.whole(reader, id);
        reading.proceed();
        var limits = CheckProfile.named(profile)
                .orElseThrow(() -> new UnknownProfile(
                        profile,
                        CheckProfile.ALL.stream().map(CheckProfile::name).toList()));
        var format = Formats.requireCues(page.document().info().mediaType());
        return CheckedDocument.of(page, format, limits);
    }

    /**
     * Shifts cues in time, with the times within their texts.
     *
     * @param cues the cues, one or more, each with its own precondition; that of the request is not read
     * @throws InvalidEdit if a segment is not a cue, or a time would be below zero or too great
     */
    public SavedEdits shift(WriteRequest request, DocumentId id, List<Target> cues, CueShift shift) {
        return writer.batch(request, id, () -> List.of(new EditRequest.Shift(cues, shift)));
    }

    /**
     * Splits a cue in two. The first half keeps the id; the second is a new segment right after it.
     *
     * @throws InvalidEdit if the segment is not a cue, or cannot be split there or at that time
     */
    public SavedEdits split(WriteRequest request, SegmentId cue, CueSplit split) {
        return writer.one(request, cue, false, precondition -> new EditRequest.Split(cue, precondition, split));
    }

    /**
     * Joins cues that follow one another. The first keeps its id; the others become tombstones whose successor is the first.
     *
     * @param cues the cues in the order of the document, two or more, each with its own precondition; that of the request is
     *     not read
     * @throws InvalidEdit if a segment is not a cue, or they do not follow one another
     */
    public SavedEdits join(WriteRequest request, DocumentId id, List<Target> cues) {
        return writer.batch(request, id, () -> List.of(new EditRequest.Join(cues)));
    }
}
