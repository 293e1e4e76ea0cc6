package dev.holdfast.memory;

import dev.holdfast.application.session.SessionStore;
import dev.holdfast.contract.SessionStoreContract;

final class MemorySessionStoreTest implements SessionStoreContract {

    private final SessionStore store = new MemorySessionStore();

    @Override
    public SessionStore store() {
        return store;
    }
}
