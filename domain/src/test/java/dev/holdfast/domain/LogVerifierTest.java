package dev.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Logs that were forged. */
final class LogVerifierTest extends ForgedLog {

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
        log.add(chained(last.revision() + 1, last.key(), STAMP, last.changes()));

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

    @Test
    void another_author_is_noticed() {
        tamper(2, new Stamp(Author.verified("Eve"), STAMP.at()));

        assertThat(problems()).anyMatch(problem -> problem.contains("revision 3 has the hash"));
    }

    @Test
    void an_author_who_was_not_verified_is_noticed() {
        tamper(2, new Stamp(Author.unverified("Ana"), STAMP.at()));

        assertThat(problems()).anyMatch(problem -> problem.contains("revision 3 has the hash"));
    }

    @Test
    void another_time_is_noticed() {
        tamper(2, new Stamp(STAMP.by(), STAMP.at().plusMillis(1)));

        assertThat(problems()).anyMatch(problem -> problem.contains("revision 3 has the hash"));
    }

    @Test
    void another_key_is_noticed() {
        var commit = log.get(2);
        var other = new CommitKey("other", commit.key().request());
        log.set(2, new LoggedCommit(DOCUMENT, 3, commit.hash(), other, commit.stamp(), commit.changes()));

        assertThat(problems()).singleElement().asString().contains("revision 3 has the hash");
    }

    @Test
    void a_segment_that_was_removed_with_all_its_commits_is_noticed() {
        var create = log.get(0);
        log.clear();
        log.add(create);
        var verifier = new LogVerifier(DOCUMENT);
        log.forEach(verifier::accept);

        verifier.compare(new Tip(6, tip().hash()), List.of());

        assertThat(verifier.problems()).singleElement().asString().contains("its log ends at");
    }

    @Test
    void a_segment_that_was_removed_from_its_commit_is_noticed() {
        var other = new Edit.Insert(
                new SegmentId(DOCUMENT, "two"), new Position("X"), Block.of(SegmentKind.TEXT, new Content("text")));
        var replace = new Edit.Replace(SEGMENT, hash(), new Content("fourth"));
        var live = replace.applied(segment, STAMP);
        segment = Optional.of(live);
        var key = new CommitKey("both", Digest.of("request"));
        var changes = List.<Change>of(
                Change.OfSegment.of(other, other.applied(Optional.empty(), STAMP)), Change.OfSegment.of(replace, live));
        var both = chained(log.size() + 1L, key, STAMP, changes);
        log.add(new LoggedCommit(DOCUMENT, both.revision(), both.hash(), key, STAMP, changes.subList(1, 2)));

        assertThat(problems()).singleElement().asString().contains("revision 7 has the hash");
    }

    @Test
    void commits_in_another_order_are_noticed() {
        var second = new SegmentId(DOCUMENT, "two");
        var insert = new Edit.Insert(second, new Position("X"), Block.of(SegmentKind.TEXT, new Content("text")));
        var live = insert.applied(Optional.empty(), STAMP);
        append(Change.OfSegment.of(insert, live));
        edit(new Edit.Replace(SEGMENT, hash(), new Content("fourth")));
        var last = log.remove(7);
        var before = log.remove(6);
        log.add(new LoggedCommit(DOCUMENT, 7, last.hash(), last.key(), STAMP, last.changes()));
        log.add(new LoggedCommit(DOCUMENT, 8, before.hash(), before.key(), STAMP, before.changes()));
        var verifier = new LogVerifier(DOCUMENT);
        log.forEach(verifier::accept);
        verifier.compare(tip(), List.of(segment.orElseThrow(), live));

        assertThat(verifier.problems())
                .hasSize(2)
                .allMatch(problem -> problem.contains("does not follow from the commit before"));
    }

    private List<String> problemsSince(Tip kept) {
        var verifier = new LogVerifier(DOCUMENT).since(kept);
        log.forEach(verifier::accept);
        return verifier.problems();
    }

    @Test
    void a_log_that_grew_since_an_earlier_end_has_no_problems() {
        var kept = tip();
        edit(new Edit.Replace(SEGMENT, hash(), new Content("fourth")));

        assertThat(problemsSince(kept)).isEmpty();
        assertThat(problemsSince(tip())).isEmpty();
    }

    @Test
    void a_log_that_was_written_anew_is_noticed_by_its_earlier_end() {
        var kept = tip();
        var last = log.remove(5);
        log.add(chained(6, last.key(), new Stamp(Author.verified("Eve"), STAMP.at()), last.changes()));

        assertThat(problems()).doesNotContain("revision 6");
        assertThat(problemsSince(kept)).singleElement().asString().contains("history up to it was replaced");
    }

    @Test
    void a_log_that_is_shorter_than_its_earlier_end_is_noticed() {
        var kept = tip();
        log.remove(5);

        assertThat(problemsSince(kept)).singleElement().asString().contains("commits that were there are missing");
    }

    /** The same version with another block, and deleted or not. */
    private static Segment with(Segment segment, Block block, boolean deleted) {
        return new Segment(
                segment.id(),
                segment.position(),
                block,
                segment.version(),
                segment.hash(),
                deleted,
                segment.successor(),
                segment.updated());
    }

    private void tamperSegment(int index, UnaryOperator<Segment> with) {
        tamper(
                index,
                c -> new Change.OfSegment(c.operation(), c.parent(), c.digest(), with.apply(c.after()), c.erased()));
    }

    @Test
    void another_kind_is_noticed() {
        tamperSegment(5, after -> with(after, Block.of(SegmentKind.OTHER, after.content()), false));

        assertThat(verified().problems()).singleElement().asString().contains("revision 6");
    }

    @Test
    void other_line_breaks_after_the_text_are_noticed() {
        tamperSegment(5, after -> with(after, after.block().followedBy("\n"), false));

        assertThat(verified().problems()).singleElement().asString().contains("revision 6");
    }

    @Test
    void another_place_is_noticed_where_the_operation_sets_none() {
        tamperSegment(5, after -> with(after, "third", "X"));

        assertThat(verified().problems()).singleElement().asString().contains("revision 6");
    }

    @Test
    void a_segment_that_is_shown_as_deleted_without_a_deletion_is_noticed() {
        tamperSegment(5, after -> with(after, after.block(), true));

        assertThat(verified().problems()).singleElement().asString().contains("revision 6");
    }

    @Test
    void a_deletion_that_is_not_shown_is_noticed() {
        tamperSegment(4, after -> with(after, after.block(), false));

        assertThat(verified().problems()).singleElement().asString().contains("revision 5");
    }

    @Test
    void a_text_that_a_deletion_changed_is_noticed() {
        tamperSegment(4, after -> with(after, "forged", "W"));

        assertThat(verified().problems()).singleElement().asString().contains("revision 5");
    }

    @Test
    void the_text_after_an_erased_one_is_not_compared_with_it() {
        tamper(2, c -> new Change.OfSegment(c.operation(), c.parent(), c.digest(), with(c.after(), "", "V"), true));

        assertThat(verified().problems()).isEmpty();
    }

    @Test
    void an_erased_text_that_is_served_is_not_compared_with_the_log() {
        tamper(5, c -> new Change.OfSegment(c.operation(), c.parent(), c.digest(), with(c.after(), "", "W"), true));

        assertThat(problems()).isEmpty();
    }

    @Test
    void a_commit_of_another_document_is_noticed() {
        var commit = log.get(5);
        log.set(
                5,
                new LoggedCommit(
                        new DocumentId("other"), 6, commit.hash(), commit.key(), commit.stamp(), commit.changes()));

        assertThat(verified().problems()).contains("revision 6 is of document other");
    }

    private void appendToDocument(DocumentEdit edit, long version, DocumentInfo after) {
        append(Change.OfDocument.of(edit, new Version(version), after));
    }

    @Test
    void metadata_that_change_with_a_description_and_stay_with_a_deletion_have_no_problems() {
        var described = new DocumentInfo("New", "text/plain", "", Optional.empty());
        var describe = new DocumentEdit.Describe(DOCUMENT, new DocumentEdit.Create(DOCUMENT, INFO).result(), described);
        var delete = new DocumentEdit.Delete(DOCUMENT, describe.result());
        appendToDocument(describe, 2, described);
        appendToDocument(delete, 3, described);
        appendToDocument(new DocumentEdit.Restore(DOCUMENT, delete.result()), 4, described);

        assertThat(verified().problems()).isEmpty();
    }

    @Test
    void metadata_that_a_deletion_changed_are_noticed() {
        var delete = new DocumentEdit.Delete(DOCUMENT, new DocumentEdit.Create(DOCUMENT, INFO).result());
        appendToDocument(delete, 2, new DocumentInfo("Forged", "text/plain", "", Optional.empty()));

        assertThat(verified().problems())
                .singleElement()
                .asString()
                .contains("revision 7", "of the document holds another text");
    }

    @Test
    void a_log_that_ends_with_the_deletion_of_the_document_says_so() {
        var delete = new DocumentEdit.Delete(DOCUMENT, new DocumentEdit.Create(DOCUMENT, INFO).result());
        var before = verified();
        appendToDocument(delete, 2, INFO);
        var after = verified();

        after.compareWithTombstone(delete.result());

        assertThat(before.endsWithDeletion(delete.result())).isFalse();
        assertThat(before.endsWithDeletion(before.metadata().orElseThrow())).isFalse();
        assertThat(after.endsWithDeletion(delete.result())).isTrue();
        assertThat(after.endsWithDeletion(Hash.before(DOCUMENT))).isFalse();
        assertThat(after.metadata()).contains(delete.result());
        assertThat(after.problems()).isEmpty();
    }

    @Test
    void a_verified_log_reports_its_end_and_its_size() {
        var replace = new Edit.Replace(SEGMENT, hash(), new Content("fourth"));
        var other = new Edit.Insert(
                new SegmentId(DOCUMENT, "two"), new Position("X"), Block.of(SegmentKind.TEXT, new Content("text")));
        var changes = List.<Change>of(
                Change.OfSegment.of(replace, replace.applied(segment, STAMP)),
                Change.OfSegment.of(other, other.applied(Optional.empty(), STAMP)));
        log.add(chained(7, new CommitKey("both", Digest.of("request")), STAMP, changes));
        var none = new LogVerifier(DOCUMENT);
        var all = verified();

        assertThat(none.tip()).isEmpty();
        assertThat(none.metadata()).isEmpty();
        assertThat(all.tip()).contains(tip());
        assertThat(all.commits()).isEqualTo(7);
        assertThat(all.changes()).isEqualTo(8);
        assertThat(all.metadata()).contains(new DocumentEdit.Create(DOCUMENT, INFO).result());
    }
}
