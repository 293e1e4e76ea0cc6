package dev.holdfast.app.backup;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.backup.BackupSource;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LogVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Check of all documents of a store against their logs, as {@code holdfast verify} does for one. Needs memory for one document. */
public final class StoreVerification {

    private static final int DOCUMENTS_AT_ONCE = 200;
    private static final int ALL = Integer.MAX_VALUE - 1;

    private final DocumentStore store;
    private final BackupSource source;

    public StoreVerification(DocumentStore store, BackupSource source) {
        this.store = store;
        this.source = source;
    }

    /** The problems found, each with the id of its document. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        var last = Optional.<DocumentId>empty();
        for (var page = source.documents(last, DOCUMENTS_AT_ONCE);
                !page.isEmpty();
                page = source.documents(last, DOCUMENTS_AT_ONCE)) {
            for (var document : page) {
                problemsOf(document)
                        .forEach(problem -> problems.add("document %s: %s".formatted(document.id(), problem)));
            }
            last = Optional.of(page.get(page.size() - 1).id());
        }
        return problems;
    }

    private List<String> problemsOf(Document document) {
        var page = store.page(document.id(), Optional.empty(), ALL).orElseThrow();
        var current = page.document();
        var verifier = new LogVerifier(document.id());
        source.log(document.id(), 0, current.revision(), verifier::accept);
        if (current.deleted()) {
            verifier.compare(current.tip());
            verifier.compareWithTombstone(current.hash());
        } else {
            verifier.compare(current.tip(), page.segments());
            verifier.compare(current);
        }
        return verifier.problems();
    }
}
