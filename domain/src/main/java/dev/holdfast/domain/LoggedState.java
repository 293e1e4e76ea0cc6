package dev.holdfast.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** State of a document that its log leaves: the last version of each segment and of the metadata. */
final class LoggedState {

    private final Map<String, Change> last = new HashMap<>();
    private @Nullable Document document;

    /** The last change of a segment, or of the document itself. */
    Optional<Change> lastOf(String subject) {
        return Optional.ofNullable(last.get(subject));
    }

    /** The local id of the segment that a change is of; empty for the document itself. */
    static String subject(Change change) {
        return change.segment().map(segment -> segment.id().local()).orElse("");
    }

    /** Replaces the last change of its segment or of the document, and returns the one before. */
    Optional<Change> put(Change change) {
        return Optional.ofNullable(last.put(subject(change), change));
    }

    void accept(LoggedCommit commit) {
        var before = Optional.ofNullable(document);
        commit.documentChange()
                .ifPresentOrElse(
                        change -> document = Document.after(before, change, commit),
                        () -> document =
                                before.map(known -> known.at(commit.tip())).orElse(null));
    }

    /** Compares the metadata with those of the log. */
    List<String> problemsOf(Document served) {
        var problems = new ArrayList<String>();
        var logged = document;
        if (logged == null) {
            problems.add("the log does not say that the document was created");
            return problems;
        }
        if (!served.info().equals(logged.info())) {
            problems.add("the document has another title, language, media type or media address than its log");
        }
        if (!served.hash().equals(logged.hash()) || !served.version().equals(logged.version())) {
            problems.add("the metadata are version %s (%s), where the log ends with version %s (%s)"
                    .formatted(served.version(), served.hash(), logged.version(), logged.hash()));
        }
        if (!isSame(served.created(), logged.created()) || !isSame(served.updated(), logged.updated())) {
            problems.add("the document has another author or time than its log");
        }
        return problems;
    }

    /** Compares the segments that are not deleted with those of the log. */
    List<String> problemsOf(List<Segment> live) {
        var problems = new ArrayList<String>();
        var expected = new HashMap<SegmentId, Hash>();
        for (var change : last.values()) {
            change.segment()
                    .filter(segment -> !segment.deleted())
                    .ifPresent(segment -> expected.put(segment.id(), change.hash()));
        }
        var found = new HashMap<SegmentId, Hash>();
        for (var segment : live) {
            found.put(segment.id(), segment.hash());
            lastOf(segment.id().local())
                    .flatMap(Change::ofSegment)
                    .ifPresent(logged -> compare(segment, logged, problems));
        }
        if (!found.equals(expected)) {
            problems.add("the %d segments served are not the %d that the log leaves"
                    .formatted(found.size(), expected.size()));
        }
        return problems;
    }

    private static void compare(Segment live, Change.OfSegment change, List<String> problems) {
        var logged = change.after();
        if (!change.erased() && !live.content().equals(logged.content())) {
            problems.add("segment %s holds another text than its log".formatted(live.id()));
        }
        if (!live.position().equals(logged.position())) {
            problems.add("segment %s is at another place than in its log".formatted(live.id()));
        }
        if (live.kind() != logged.kind()
                || !live.block().separator().equals(logged.block().separator())
                || !live.version().equals(logged.version())
                || !live.successor().equals(logged.successor())) {
            problems.add("segment %s has another kind, version or separator than its log".formatted(live.id()));
        }
        if (!isSame(live.updated(), logged.updated())) {
            problems.add("segment %s has another author or time than its log".formatted(live.id()));
        }
    }

    /** Leaves out if the author is verified, which only the log shows. */
    private static boolean isSame(Stamp served, Stamp logged) {
        return served.at().equals(logged.at())
                && served.by().name().equals(logged.by().name());
    }
}
