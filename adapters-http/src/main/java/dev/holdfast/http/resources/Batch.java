package dev.holdfast.http.resources;

import dev.holdfast.application.EditRequest;
import dev.holdfast.domain.Segment;
import java.util.List;
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

    /** True if every edit that changed its segment named the version that it changed. */
    boolean isGuarded(List<Segment> changed) {
        var ids = changed.stream().map(Segment::id).collect(Collectors.toSet());
        return edits.stream()
                .flatMap(edit -> edit.targets().stream())
                .filter(target -> ids.contains(target.segment()))
                .allMatch(target -> target.precondition().guards());
    }
}
