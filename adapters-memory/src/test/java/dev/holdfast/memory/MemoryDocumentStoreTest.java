package dev.holdfast.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.contract.DocumentStoreContract;
import dev.holdfast.domain.DocumentId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Store contract in memory, to which the contract of durable stores does not apply. */
final class MemoryDocumentStoreTest implements DocumentStoreContract {

    @Override
    public DocumentStore emptyStore() {
        return new MemoryDocumentStore();
    }

    @Override
    public AutoCloseable use(DocumentStore store, DocumentId document) throws InterruptedException {
        return SlowRead.of(store, document);
    }

    @Test
    void a_store_holds_nothing_of_one_before_it() {
        var document = Fixture.over(emptyStore()).document("one");

        assertThat(emptyStore().document(document.id())).isEmpty();
        assertThat(emptyStore().documents("", Optional.empty(), 1)).isEmpty();
    }
}
