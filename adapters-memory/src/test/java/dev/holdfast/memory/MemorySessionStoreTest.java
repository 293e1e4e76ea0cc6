package dev.holdfast.memory;

import dev.holdfast.application.SessionStoreContract;
import dev.holdfast.application.session.SessionStore;

final class MemorySessionStoreTest implements SessionStoreContract {

    private final SessionStore store = new MemorySessionStore();

    @Override
    public SessionStore store() {
        return store;
    }
}
