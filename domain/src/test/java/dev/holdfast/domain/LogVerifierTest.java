package dev.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class LogVerifierTest {

    private static final DocumentId DOCUMENT = new DocumentId("doc");
    private static final SegmentId SEGMENT = new SegmentId(DOCUMENT, "one");
    private static final Stamp STAMP = new Stamp(Author.verified("Ana"), Instant.EPOCH);
    private static final DocumentInfo INFO = new DocumentInfo("Title", "text/plain", "", Optional.empty());

    private final List<LoggedCommit> log = new ArrayList<>();
    private Optional<Segment> segment = Optional.empty();

    LogVerifierTest() {
        var create = new DocumentEdit.Create(DOCUMENT, INFO);
        append(Change.OfDocument.of(create, Version.FIRST, INFO));
        edit(new Edit.Insert(SEGMENT, new Position("V"), Block.of(SegmentKind.TEXT, new Content("first"))));
        edit(new Edit.Replace(SEGMENT, hash(), new Content("second")));
        edit(new Edit.Move(SEGMENT, hash(), new Position("W")));
        edit(new Edit.Delete(SEGMENT, hash(), Optional.empty()));
        edit(new Edit.Restore(SEGMENT, hash(), new Content("third")));
    }

    private Hash hash() {
        return segment.orElseThrow().hash();
    }

    private void edit(Edit edit) {
        segment = Optional.of(edit.applied(segment, STAMP));
        append(Change.OfSegment.of(edit, segment.orElseThrow()));
    }

    private void append(Change change) {
        var key = new CommitKey("key-" + log.size(), Digest.of("request"));
        log.add(new LoggedCommit(DOCUMENT, log.size() + 1L, key, STAMP, List.of(change)));
    }

    private List<String> problems() {
        var verifier = new LogVerifier(DOCUMENT);
        log.forEach(verifier::accept);
        verifier.compare(log.get(log.size() - 1).tip(), List.of(segment.orElseThrow()));
        return verifier.problems();
    }

    private void tamper(int index, UnaryOperator<Change.OfSegment> with) {
        var commit = log.get(index);
        var change = (Change.OfSegment) commit.changes().get(0);
        log.set(
                index,
                new LoggedCommit(
                        DOCUMENT, commit.revision(), commit.key(), commit.stamp(), List.of(with.apply(change))));
    }

    private static Segment with(Segment segment, String text, String position) {
        return new Segment(
                segment.id(),
                new Position(position),
                segment.block().with(new Content(text)),
                segment.version(),
                segment.hash(),
                segment.deleted(),
                segment.successor(),
                segment.updated());
    }

    @Test
    void a_sound_log_has_no_problems() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void another_text_is_noticed() {
        tamper(
                2,
                c -> new Change.OfSegment(
                        c.operation(), c.parent(), c.digest(), with(c.after(), "forged", "V"), false));

        assertThat(problems()).anyMatch(problem -> problem.contains("revision 3") && problem.contains("another text"));
    }

    @Test
    void another_text_with_the_digest_to_match_breaks_the_chain() {
        tamper(2, c -> {
            var forged = new Edit.Replace(SEGMENT, c.parent(), new Content("forged"));
            return new Change.OfSegment(
                    c.operation(), c.parent(), forged.digest(), with(c.after(), "forged", "V"), false);
        });

        assertThat(problems()).anyMatch(problem -> problem.contains("does not follow from its parent"));
    }

    @Test
    void a_version_forged_throughout_breaks_the_chain_at_the_next_one() {
        tamper(2, c -> {
            var forged = new Edit.Replace(SEGMENT, c.parent(), new Content("forged"));
            var before = ((Change.OfSegment) log.get(1).changes().get(0)).after();
            return Change.OfSegment.of(forged, forged.applied(Optional.of(before), STAMP));
        });

        assertThat(problems()).anyMatch(problem -> problem.contains("revision 4") && problem.contains("is chained to"));
    }

    @Test
    void a_text_changed_by_an_operation_that_sets_none_is_noticed() {
        tamper(
                3,
                c -> new Change.OfSegment(
                        c.operation(), c.parent(), c.digest(), with(c.after(), "forged", "W"), false));

        assertThat(problems()).anyMatch(problem -> problem.contains("revision 4"));
    }

    @Test
    void a_missing_commit_is_noticed() {
        log.remove(3);

        assertThat(problems()).anyMatch(problem -> problem.contains("revision 5 follows revision 3"));
    }

    @Test
    void a_repeated_version_is_noticed() {
        var last = log.get(log.size() - 1);
        log.add(new LoggedCommit(DOCUMENT, last.revision() + 1, last.key(), STAMP, last.changes()));

        assertThat(problems()).anyMatch(problem -> problem.contains("is version 5 where 6 was due"));
    }

    @Test
    void an_operation_that_no_segment_has_is_noticed() {
        tamper(2, c -> new Change.OfSegment(Operation.DESCRIBE, c.parent(), c.digest(), c.after(), false));

        assertThat(problems()).isNotEmpty();
    }

    @Test
    void served_text_that_differs_from_the_log_is_noticed() {
        segment = segment.map(live -> with(live, "forged", "W"));

        assertThat(problems()).containsExactly("segment doc.one holds another text than its log");
    }

    @Test
    void a_log_that_was_cut_short_is_noticed() {
        var tip = log.get(log.size() - 1).tip();
        log.remove(log.size() - 1);
        var verifier = new LogVerifier(DOCUMENT);
        log.forEach(verifier::accept);
        verifier.compare(tip, List.of(segment.orElseThrow()));

        assertThat(verifier.problems()).anyMatch(problem -> problem.contains("its log ends at"));
    }

    @Test
    void an_erased_text_does_not_break_the_chain() {
        tamper(1, c -> new Change.OfSegment(c.operation(), c.parent(), c.digest(), with(c.after(), "", "V"), true));
        tamper(2, c -> new Change.OfSegment(c.operation(), c.parent(), c.digest(), with(c.after(), "", "V"), true));

        assertThat(problems()).isEmpty();
    }

    @Test
    void the_log_of_a_deleted_document_must_end_with_its_deletion() {
        var verifier = new LogVerifier(DOCUMENT);
        log.forEach(verifier::accept);

        verifier.compareWithTombstone(Hash.before(DOCUMENT));

        assertThat(verifier.problems()).singleElement().asString().contains("deleted");
    }
}
