package dev.holdfast.postgres;

import dev.holdfast.application.DocumentStore.Subscription;
import dev.holdfast.domain.DocumentId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who asked to be woken after a commit. */
final class Listeners {

    private static final Logger LOGGER = LoggerFactory.getLogger(Listeners.class);

    private final List<Consumer<DocumentId>> listeners = new CopyOnWriteArrayList<>();

    Subscription add(Consumer<DocumentId> listener) {
        // A wrapper of its own, so that closing one subscription leaves another of the same listener alone.
        Consumer<DocumentId> own = document -> listener.accept(document);
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    void wake(DocumentId document) {
        for (var listener : listeners) {
            try {
                listener.accept(document);
            } catch (RuntimeException e) { // whatever a listener does, the commit is done
                LOGGER.warn("A listener failed after a commit of {}", document, e);
            }
        }
    }
}
