package dev.holdfast.application;

import dev.holdfast.domain.Document;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.CueFormat;
import dev.holdfast.domain.cue.Finding;
import dev.holdfast.domain.cue.Fix;
import java.util.List;
import java.util.Optional;

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
     * @param fixed the segment that its fix changes; empty if it has none
     */
    public record Found(SegmentId segment, Hash hash, Finding finding, Optional<Fixed> fixed) {}

    /**
     * A segment and the fix that changes it.
     *
     * @param hash the version that the fix was made for
     */
    public record Fixed(SegmentId segment, Hash hash, Fix fix) {}

    public CheckedDocument {
        findings = List.copyOf(findings);
    }

    /** Checks a document of which the page holds every segment. */
    static CheckedDocument of(DocumentPage page, CueFormat format, CheckProfile profile) {
        var segments = page.segments();
        var findings = format.check(segments.stream().map(Segment::block).toList(), profile).stream()
                .map(finding -> found(segments, finding))
                .toList();
        return new CheckedDocument(page.document(), profile, findings);
    }

    private static Found found(List<Segment> segments, Finding finding) {
        var segment = segments.get(finding.index());
        var fixed = finding.fix().map(fix -> fixed(segments.get(fix.index()), fix));
        return new Found(segment.id(), segment.hash(), finding, fixed);
    }

    private static Fixed fixed(Segment segment, Fix fix) {
        return new Fixed(segment.id(), segment.hash(), fix);
    }
}
