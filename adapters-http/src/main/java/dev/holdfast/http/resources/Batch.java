package dev.holdfast.http.resources;

import dev.holdfast.application.EditRequest;
import dev.holdfast.application.GuardPolicy;
import dev.holdfast.domain.Segment;
import dev.holdfast.http.exchange.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Edits of a batch, read when the use case asks for them and kept. For use by one thread. */
final class Batch implements Supplier<List<EditRequest>> {

    private final Supplier<List<EditRequest>> reader;
    private List<EditRequest> edits = List.of();

    Batch(Supplier<List<EditRequest>> reader) {
        this.reader = reader;
    }

    @Override
    public List<EditRequest> get() {
        edits = reader.get();
        return edits;
    }

    /**
     * The problem with the edit that it is about.
     *
     * @param index index of the edit, from 0
     */
    Problem named(Problem problem, int index) {
        var named = problem.with("index", index);
        if (index >= edits.size()) {
            return named;
        }
        var edit = edits.get(index);
        return edit.targets().stream()
                .findFirst()
                .map(target -> named.with("id", target.segment().toString()))
                .orElse(named);
    }

    /** The problem of a batch in which an edit names no version. */
    Problem unguarded(Problem problem) {
        for (var index = 0; index < edits.size(); index++) {
            for (var target : edits.get(index).targets()) {
                if (!GuardPolicy.namesVersion(target.precondition())) {
                    return problem.explained(
                                    "The edit %d, of %s, does not say which version it was made for. Give it the etag that came with the text, as the member ifMatch."
                                            .formatted(index, target.segment()))
                            .with("index", index)
                            .with("id", target.segment().toString())
                            .with("pointer", "/edits/" + index)
                            .with(
                                    "resubmit",
                                    "Read the segment, then send the batch again with its etag as the member ifMatch of the edit");
                }
            }
        }
        return problem;
    }

    /** The id that an insertion gives, if it gives one. */
    Optional<String> inserted(int index) {
        return index < edits.size() ? edits.get(index).local() : Optional.empty();
    }

    /** True if every edit that changed its segment named the version that it changed. */
    boolean isGuarded(List<Segment> changed) {
        var ids = changed.stream().map(Segment::id).collect(Collectors.toSet());
        return edits.stream()
                .flatMap(edit -> edit.targets().stream())
                .filter(target -> ids.contains(target.segment()))
                .allMatch(target -> target.precondition().guards());
    }
}
