package dev.holdfast.memory;

import dev.holdfast.application.DocumentPage;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Store that counts calls, and the segments and characters that they return. */
final class CountedStore {

    private final DocumentStore memory = new MemoryDocumentStore();
    int calls;
    long segments;
    long characters;

    DocumentStore store() {
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    try {
                        return counted(method.invoke(memory, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Object counted(Object result) {
        calls++;
        count(result);
        return result;
    }

    private void count(Object result) {
        if (result instanceof Optional<?> optional) {
            optional.ifPresent(this::count);
        } else if (result instanceof Collection<?> many) {
            many.forEach(this::count);
        } else if (result instanceof Map<?, ?> map) {
            count(map.values());
        } else if (result instanceof DocumentPage page) {
            count(page.segments());
        } else if (result instanceof LoggedCommit commit) {
            commit.changes().forEach(change -> change.segment().ifPresent(this::count));
        } else if (result instanceof Revision revision) {
            count(revision.segment());
        } else if (result instanceof Segment segment) {
            segments++;
            characters += segment.content().text().length();
        }
    }

    void reset() {
        calls = 0;
        segments = 0;
        characters = 0;
    }
}
