package dev.holdfast.postgres;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.StoreUnavailable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: while a few commits are written, those that come meanwhile gather, and the next statement writes all of them.
 * There is no timer and no thread: the thread of a commit that comes first leads, and passes the lead on. A commit that comes
 * alone is written alone. Safe for use by many threads.
 *
 * <p>A group never has two commits of the same document. A commit that its group could not make, because another transaction
 * holds the document or a neighbour failed, is written alone; if the outcome of a group is unknown, so is that of each of its
 * commits.
 */
final class GroupCommit {

    private static final Logger LOGGER = LoggerFactory.getLogger(GroupCommit.class);

    /** Statements at the same time, nearly as many as connections: a small group costs more than its commits alone. */
    private static final int LEADERS = 8;

    private static final int MAX_COMMITS = 64;

    /** Length of all texts of a group, so that no short text waits for long ones. A single text may be longer. */
    private static final int MAX_CHARACTERS = 262_144;

    private static final int MAX_WAITING = 1_000;

    /** A commit with the rest of its way, which its own thread goes on with, and its end. */
    private static final class Member {

        private final SegmentCommit commit;
        private final CompletableFuture<Supplier<Optional<LoggedCommit>>> next = new CompletableFuture<>();

        /** True once the commit is written, false once it is known that it is not, or not known that it is. */
        private final CompletableFuture<Boolean> written = new CompletableFuture<>();

        Member(SegmentCommit commit) {
            this.commit = commit;
        }

        DocumentId document() {
            return commit.commit().document();
        }

        /** True if both need the same version of a segment: only one of them can be written. */
        boolean excludes(Member other) {
            var edit = commit.version().edit();
            var otherEdit = other.commit.version().edit();
            return edit.segment().equals(otherEdit.segment()) && edit.expected().equals(otherEdit.expected());
        }

        int length() {
            return commit.version()
                    .edit()
                    .text()
                    .map(text -> text.text().length())
                    .orElse(0);
        }
    }

    private final Transactions transactions;
    private final int leaders;
    private final Set<Member> waiting = new LinkedHashSet<>();
    private final Map<DocumentId, Member> busy = new HashMap<>();
    private int leading;

    /** False for a database of several machines, which does not write documents of all of them in one statement. */
    private volatile boolean isSupported = true;

    GroupCommit(Transactions transactions) {
        this(transactions, LEADERS);
    }

    GroupCommit(Transactions transactions, int leaders) {
        this.transactions = transactions;
        this.leaders = leaders;
    }

    /**
     * Writes a commit, alone or in a group.
     *
     * @return the commit; empty if nothing was written, because the document or a segment is not as the commit expects, or the
     *     commit needs something that is in use
     * @throws StoreUnavailable if too many commits wait
     */
    Optional<LoggedCommit> write(CommitStatement statement) {
        if (!isSupported || !(statement instanceof SegmentCommit single && GroupStatement.fits(statement))) {
            return alone(statement);
        }
        var member = new Member(single);
        var way = enter(member);
        try {
            var written = way.get();
            member.written.complete(written.isPresent());
            return written;
        } finally {
            member.written.complete(false); // if it failed
        }
    }

    /**
     * The way of a new member: to lead, to wait for its group, or alone if its document is busy already. Where a commit is under
     * way that leaves it no chance, it waits for that without a connection.
     */
    private synchronized Supplier<Optional<LoggedCommit>> enter(Member member) {
        var before = busy.get(member.document());
        if (before != null) {
            return before.excludes(member)
                    ? () -> before.written.join() ? Optional.empty() : alone(member.commit)
                    : () -> alone(member.commit);
        }
        if (leading < leaders) {
            leading++;
            busy.put(member.document(), member);
            return () -> lead(member);
        }
        if (waiting.size() == MAX_WAITING) {
            throw new StoreUnavailable(
                    false, new RejectedExecutionException("%d commits wait already".formatted(MAX_WAITING)));
        }
        waiting.add(member);
        return () -> member.next.join().get();
    }

    private Optional<LoggedCommit> lead(Member leader) {
        var group = gathered(leader);
        try {
            write(group);
        } finally {
            passOn(group);
        }
        return leader.next.join().get();
    }

    /** A leader with those that wait, one for each document that is not busy, as far as there is room. */
    private synchronized List<Member> gathered(Member leader) {
        var group = new ArrayList<Member>();
        group.add(leader);
        var room = MAX_CHARACTERS - leader.length();
        for (var members = waiting.iterator(); members.hasNext() && group.size() < MAX_COMMITS; ) {
            var member = members.next();
            if (member.length() <= room && busy.putIfAbsent(member.document(), member) == null) {
                members.remove();
                group.add(member);
                room -= member.length();
            }
        }
        return group;
    }

    /** Writes a group, and says to each member how it goes on. */
    private void write(List<Member> group) {
        try {
            var outcomes = outcomes(group);
            goOn(
                    group,
                    member -> Optional.ofNullable(outcomes.get(member.document().value()))
                            .orElseGet(() -> alone(member.commit)));
        } catch (StatementFailure e) {
            if (group.size() > 1 && isOfOneMember(e)) {
                goOn(group, member -> alone(member.commit));
            } else {
                goOn(group, member -> {
                    throw e.again();
                });
            }
        } finally {
            // Nobody waits for ever, whatever happened.
            goOn(group, member -> {
                throw new IllegalStateException("The group of the commit failed");
            });
        }
    }

    /** The outcomes by document; none for a commit that has to be written alone. */
    private Map<String, Optional<LoggedCommit>> outcomes(List<Member> group) {
        var commits = group.stream().map(member -> member.commit).toList();
        return commits.size() == 1
                ? Map.of(commits.get(0).document(), alone(commits.get(0)))
                : transactions.once(new GroupStatement(commits)::run);
    }

    /** True if nothing was written because of one member only, or of the statement itself. */
    private boolean isOfOneMember(StatementFailure failure) {
        if (failure.isUnsupported()) {
            isSupported = false;
            LOGGER.info(
                    "The database does not write several documents in one statement; each commit is written alone.");
            return true;
        }
        return FailureKind.isUniqueViolation(failure);
    }

    private interface Way {
        Optional<LoggedCommit> of(Member member);
    }

    /** Tells members how they go on; one that knows already is not told again. */
    private static void goOn(List<Member> group, Way way) {
        group.forEach(member -> member.next.complete(() -> way.of(member)));
    }

    /** Ends a group; the next that waits and may go on leads. */
    private synchronized void passOn(List<Member> group) {
        group.forEach(member -> busy.remove(member.document()));
        leading--;
        for (var members = waiting.iterator(); members.hasNext() && leading < leaders; ) {
            var next = members.next();
            if (busy.putIfAbsent(next.document(), next) == null) {
                members.remove();
                leading++;
                next.next.complete(() -> lead(new Member(next.commit)));
            }
        }
    }

    private Optional<LoggedCommit> alone(CommitStatement statement) {
        return transactions.once(connection -> {
            try {
                return statement.run(connection);
            } catch (SQLException e) {
                if (FailureKind.isUniqueViolation(e)) {
                    return Optional.<LoggedCommit>empty();
                }
                throw e;
            }
        });
    }

    /** Number of the commits that wait for a group. */
    synchronized int waiting() {
        return waiting.size();
    }
}
