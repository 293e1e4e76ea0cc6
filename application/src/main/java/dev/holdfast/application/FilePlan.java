package dev.holdfast.application;

import dev.holdfast.application.FileUpdate.Step;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.FileConflict.Dispute;
import dev.holdfast.domain.FileConflict.Reason;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.comparison.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plan for a file that came back: the edits that bring its changes onto the current segments, and the segments where both sides contradict
 * each other. What somebody else changed is never undone. For use once.
 */
final class FilePlan {

    private final FileDifference difference;
    private final CurrentSegments current;
    private final SegmentMerger merger;
    private final NewSegments inserts;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Dispute> disputes = new ArrayList<>();
    private final Set<Integer> divided = new HashSet<>();
    private final Set<SegmentId> placed = new HashSet<>();
    private Optional<SegmentId> anchor = Optional.empty();

    /** Makes segments at places. */
    interface NewSegments {

        SegmentId id();

        Edit.Insert insert(SegmentId id, Place place, Block block);

        Edit.Move move(Segment segment, Place place);
    }

    /**
     * The segments of a document as they are now, with the tombstones of those that it had.
     *
     * @param all all of them by id
     * @param before the segment before each of those that are not deleted
     * @param inserted the texts that others inserted since, with the segments
     */
    record CurrentSegments(
            Map<SegmentId, Segment> all, Map<SegmentId, SegmentId> before, Map<Content, SegmentId> inserted) {

        static CurrentSegments of(List<Segment> live, List<Segment> tombstones, List<Segment> base) {
            var all = new HashMap<SegmentId, Segment>();
            var before = new HashMap<SegmentId, SegmentId>();
            var inserted = new HashMap<Content, SegmentId>();
            var known = new HashSet<SegmentId>();
            base.forEach(segment -> known.add(segment.id()));
            Optional<SegmentId> last = Optional.empty();
            for (var segment : live) {
                all.put(segment.id(), segment);
                last.ifPresent(id -> before.put(segment.id(), id));
                last = Optional.of(segment.id());
                if (!known.contains(segment.id())) {
                    inserted.put(segment.content(), segment.id());
                }
            }
            tombstones.forEach(segment -> all.put(segment.id(), segment));
            return new CurrentSegments(all, before, inserted);
        }

        Segment of(Segment base) {
            return Optional.ofNullable(all.get(base.id())).orElse(base);
        }
    }

    FilePlan(FileDifference difference, CurrentSegments current, SegmentMerger merger, NewSegments inserts) {
        this.difference = difference;
        this.current = current;
        this.merger = merger;
        this.inserts = inserts;
        difference.alignment().origins().forEach(origin -> origin.splitFrom().ifPresent(divided::add));
    }

    /** Makes the plan. */
    FilePlan made() {
        difference.places().forEach(this::plan);
        difference.alignment().deleted().stream()
                .map(difference.base()::get)
                .filter(segment -> segment.kind() != SegmentKind.HEADER)
                .forEach(segment -> delete(segment, Reason.DELETED_IN_FILE, Optional.empty()));
        return this;
    }

    List<Edit> edits() {
        return edits;
    }

    List<Step> steps() {
        return steps;
    }

    List<Dispute> disputes() {
        return disputes;
    }

    private void plan(int place) {
        var origin = difference.alignment().origins().get(place);
        if (origin.base().isEmpty()) {
            insert(place, origin);
            return;
        }
        var base = difference.base().get(origin.base().getAsInt());
        var isDivided =
                divided.contains(origin.base().getAsInt()) || !origin.joined().isEmpty();
        var next = next(base, difference.edited(place), isDivided);
        if (origin.moved()) {
            move(base, next);
        } else {
            next.ifPresent(content -> replace(current.of(base), content));
            anchor = Optional.of(base.id());
        }
        for (var joined : origin.joined()) {
            delete(difference.base().get(joined), Reason.DIVIDED_IN_FILE, Optional.of(base.id()));
        }
    }

    /** The new text of a segment; empty if it has it already, or if that is disputed. */
    private Optional<Content> next(Segment base, Content mine, boolean isDivided) {
        var now = current.of(base);
        if (mine.equals(base.content()) || (!now.deleted() && mine.equals(now.content()))) {
            return Optional.empty();
        }
        if (difference.format().cues().isEmpty()) {
            difference.format().validate(base.block(), mine);
        }
        if (now.deleted()) {
            return disputed(new Dispute(Reason.DELETED_BY_OTHERS, base, now, Optional.of(mine), Optional.empty()));
        }
        if (now.content().equals(base.content())) {
            return Optional.of(mine);
        }
        if (isDivided) {
            return disputed(new Dispute(Reason.DIVIDED_IN_FILE, base, now, Optional.of(mine), Optional.empty()));
        }
        var merge = merger.merge(base, mine, now);
        var clean = merge.cleanText().map(Content::new);
        return clean.isPresent()
                ? clean.filter(text -> !text.equals(now.content()))
                : disputed(new Dispute(Reason.CHANGED_BY_BOTH, base, now, Optional.of(mine), Optional.of(merge)));
    }

    private Optional<Content> disputed(Dispute dispute) {
        disputes.add(dispute);
        return Optional.empty();
    }

    private void replace(Segment now, Content next) {
        edits.add(new Edit.Replace(now.id(), now.hash(), next));
        steps.add(new Step(Operation.REPLACE, now.id(), Optional.of(now), Optional.of(next), Optional.empty()));
    }

    private void insert(int place, Origin origin) {
        var block = difference.file().get(place);
        var content = difference.added(place);
        var known = Optional.ofNullable(current.inserted().get(content));
        if (known.isPresent()) { // somebody inserted the same, or the file came twice
            anchor = known;
            return;
        }
        if (difference.format().cues().isEmpty()) {
            difference.format().compose(content);
        }
        var whole = origin.splitFrom().stream()
                .mapToObj(index -> difference.base().get(index).id())
                .findFirst();
        add(Block.of(block.kind(), content), whole);
    }

    private SegmentId add(Block block, Optional<SegmentId> related) {
        var id = inserts.id();
        edits.add(inserts.insert(id, here(), block));
        steps.add(new Step(Operation.INSERT, id, Optional.empty(), Optional.of(block.content()), related));
        anchor = Optional.of(id);
        return id;
    }

    private Place here() {
        return anchor.<Place>map(Place.After::new).orElseGet(Place.AtBeginning::new);
    }

    /** A commit has one edit of each segment: one that moves and changes too goes on in a new segment. */
    private void move(Segment base, Optional<Content> next) {
        var now = current.of(base);
        var isThere = anchor.filter(placed::contains).isEmpty()
                && anchor.equals(Optional.ofNullable(current.before().get(now.id())));
        if (now.deleted()) {
            disputed(new Dispute(Reason.DELETED_BY_OTHERS, base, now, Optional.of(base.content()), Optional.empty()));
        } else if (!isThere && !now.position().equals(base.position())) {
            disputed(new Dispute(
                    Reason.MOVED_BY_BOTH, base, now, next.or(() -> Optional.of(base.content())), Optional.empty()));
        } else if (isThere) {
            next.ifPresent(content -> replace(now, content));
        } else if (next.isPresent()) {
            var successor = add(now.block().with(next.get()).followedBy(""), Optional.of(now.id()));
            deleteNow(now, Optional.of(successor));
            return;
        } else {
            edits.add(inserts.move(now, here()));
            placed.add(now.id());
            steps.add(
                    new Step(Operation.MOVE, now.id(), Optional.of(now), Optional.of(now.content()), Optional.empty()));
        }
        anchor = Optional.of(now.id());
    }

    private void delete(Segment base, Reason reason, Optional<SegmentId> successor) {
        var now = current.of(base);
        if (now.deleted()) {
            return;
        }
        if (!now.content().equals(base.content())) {
            disputed(new Dispute(reason, base, now, Optional.empty(), Optional.empty()));
            return;
        }
        deleteNow(now, successor);
    }

    private void deleteNow(Segment now, Optional<SegmentId> successor) {
        edits.add(new Edit.Delete(now.id(), now.hash(), successor));
        steps.add(new Step(Operation.DELETE, now.id(), Optional.of(now), Optional.empty(), successor));
    }
}
