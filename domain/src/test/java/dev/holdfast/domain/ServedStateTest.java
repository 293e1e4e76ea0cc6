package dev.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Served documents and segments that are not those of their log. */
final class ServedStateTest extends ForgedLog {

    private List<String> problemsOf(Document served) {
        var verifier = new LogVerifier(DOCUMENT);
        log.forEach(verifier::accept);
        verifier.compare(served);
        return verifier.problems();
    }

    private Document served(String title, Stamp updated) {
        var info = new DocumentInfo(title, "text/plain", "", Optional.empty());
        var hash = new DocumentEdit.Create(DOCUMENT, INFO).result();
        return new Document(DOCUMENT, info, Version.FIRST, hash, false, tip(), STAMP, updated);
    }

    @Test
    void served_metadata_that_are_those_of_the_log_have_no_problems() {
        assertThat(problemsOf(served("Title", STAMP))).isEmpty();
    }

    @Test
    void a_served_title_that_differs_from_the_log_is_noticed() {
        assertThat(problemsOf(served("Forged", STAMP)))
                .singleElement()
                .asString()
                .contains("another title");
    }

    @Test
    void a_served_author_of_the_metadata_who_differs_from_the_log_is_noticed() {
        assertThat(problemsOf(served("Title", new Stamp(Author.verified("Eve"), STAMP.at()))))
                .containsExactly("the document has another author or time than its log");
    }

    @Test
    void a_served_segment_with_another_author_or_time_is_noticed() {
        segment = segment.map(live -> with(live, new Stamp(Author.verified("Eve"), STAMP.at())));

        assertThat(problems()).containsExactly("segment doc.one has another author or time than its log");
    }

    @Test
    void a_served_segment_at_another_place_is_noticed() {
        segment = segment.map(live -> with(live, "third", "Z"));

        assertThat(problems()).containsExactly("segment doc.one is at another place than in its log");
    }

    private List<String> problemsOfLive(Segment... live) {
        var verifier = verified();
        verifier.compare(tip(), List.of(live));
        return verifier.problems();
    }

    private Segment live(Block block, long version, Optional<SegmentId> successor) {
        var live = segment.orElseThrow();
        return new Segment(
                live.id(),
                live.position(),
                block,
                new Version(version),
                live.hash(),
                live.deleted(),
                successor,
                live.updated());
    }

    @Test
    void a_served_segment_with_another_kind_version_separator_or_successor_is_noticed() {
        var block = segment.orElseThrow().block();
        var other = Block.of(SegmentKind.OTHER, block.content());

        var problem = "segment doc.one has another kind, version or separator than its log";
        assertThat(problemsOfLive(live(block, 5, Optional.empty()))).isEmpty();
        assertThat(problemsOfLive(live(other, 5, Optional.empty()))).containsExactly(problem);
        assertThat(problemsOfLive(live(block.followedBy("\n"), 5, Optional.empty())))
                .containsExactly(problem);
        assertThat(problemsOfLive(live(block, 6, Optional.empty()))).containsExactly(problem);
        assertThat(problemsOfLive(live(block, 5, Optional.of(SEGMENT)))).containsExactly(problem);
    }

    @Test
    void a_served_segment_with_another_time_is_noticed() {
        segment =
                segment.map(live -> with(live, new Stamp(STAMP.by(), STAMP.at().plusMillis(1))));

        assertThat(problems()).containsExactly("segment doc.one has another author or time than its log");
    }

    @Test
    void a_segment_that_is_not_served_or_not_in_the_log_is_noticed() {
        var unknown = new Edit.Insert(
                new SegmentId(DOCUMENT, "two"), new Position("X"), Block.of(SegmentKind.TEXT, new Content("text")));

        assertThat(problemsOfLive()).containsExactly("the 0 segments served are not the 1 that the log leaves");
        assertThat(problemsOfLive(segment.orElseThrow(), unknown.applied(Optional.empty(), STAMP)))
                .containsExactly("the 2 segments served are not the 1 that the log leaves");
    }

    @Test
    void a_deleted_segment_is_not_expected_among_those_that_are_served() {
        edit(new Edit.Delete(SEGMENT, hash(), Optional.empty()));

        assertThat(problemsOfLive()).isEmpty();
    }

    private Document served(Hash hash, long version, Stamp created) {
        return new Document(DOCUMENT, INFO, new Version(version), hash, false, tip(), created, STAMP);
    }

    @Test
    void served_metadata_of_another_version_or_creator_are_noticed() {
        var hash = new DocumentEdit.Create(DOCUMENT, INFO).result();
        var late = new Stamp(STAMP.by(), STAMP.at().plusMillis(1));

        assertThat(problemsOf(served(hash, 1, STAMP))).isEmpty();
        assertThat(problemsOf(served(Hash.before(DOCUMENT), 1, STAMP)))
                .singleElement()
                .asString()
                .contains("the metadata are version 1");
        assertThat(problemsOf(served(hash, 2, STAMP)))
                .singleElement()
                .asString()
                .contains("the metadata are version 2");
        assertThat(problemsOf(served(hash, 1, late)))
                .containsExactly("the document has another author or time than its log");
    }

    @Test
    void metadata_without_a_log_are_noticed() {
        var verifier = new LogVerifier(DOCUMENT);

        verifier.compare(served("Title", STAMP));

        assertThat(verifier.problems()).containsExactly("the log does not say that the document was created");
    }
}
