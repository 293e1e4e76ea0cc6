package dev.holdfast.application;

import dev.holdfast.domain.Document;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.CueFormat;
import dev.holdfast.domain.cue.Finding;
import java.util.List;

/**
 * A checked document and its findings, all as they were at one moment.
 *
 * @param document the document at that moment
 * @param profile the profile that it was checked against
 * @param findings in the order of the document
 */
public record CheckedDocument(Document document, CheckProfile profile, List<Found> findings) {

    /**
     * A finding in one segment.
     *
     * @param segment the segment
     * @param hash the version that was checked; if it is another by now, the finding may be out of date
     * @param finding the finding
     */
    public record Found(SegmentId segment, Hash hash, Finding finding) {}

    public CheckedDocument {
        findings = List.copyOf(findings);
    }

    /** Checks a document of which the page holds every segment. */
    static CheckedDocument of(DocumentPage page, CueFormat format, CheckProfile profile) {
        var segments = page.segments();
        var findings = format.check(segments.stream().map(Segment::block).toList(), profile).stream()
                .map(finding -> found(segments.get(finding.index()), finding))
                .toList();
        return new CheckedDocument(page.document(), profile, findings);
    }

    private static Found found(Segment segment, Finding finding) {
        return new Found(segment.id(), segment.hash(), finding);
    }
}
