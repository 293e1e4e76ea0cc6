package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import dev.holdfast.memory.MemoryDocumentStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Calls of the store that each request takes; each is one statement in a database. */
@TestInstance(Lifecycle.PER_CLASS)
final class StoreCallsTest {

    private static final String DOCUMENT = "/api/documents/film";

    private final List<String> calls = new ArrayList<>();
    private final TestServer server = TestServer.start(counted(new MemoryDocumentStore()));
    private String segment = "";
    private volatile boolean isErased;

    private DocumentStore counted(DocumentStore store) {
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    try {
                        var result = method.invoke(store, arguments);
                        return isErased && method.getName().equals("history") ? erased((List<?>) result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** The versions, the oldest of them as if its text had been erased. */
    private static List<Revision> erased(List<?> versions) {
        var revisions = versions.stream().map(Revision.class::cast).toList();
        var last = revisions.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(i -> i < last ? revisions.get(i) : erased(revisions.get(i)))
                .toList();
    }

    private static Revision erased(Revision revision) {
        var change = revision.change();
        return new Revision(
                revision.revision(),
                new Change.OfSegment(change.operation(), change.parent(), change.digest(), change.after(), true));
    }

    @BeforeAll
    void a_document_is_there() {
        segment = "/api/segments/" + server.document("film", "one", "two").get(0);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private List<String> callsOf(int status, Supplier<RawResponse> request) {
        calls.clear();
        assertThat(request.get().status()).isEqualTo(status);
        return List.copyOf(calls);
    }

    private List<String> callsOfGet(String path) {
        return callsOf(200, () -> server.get(path));
    }

    private List<String> callsOfRepeatedGet(String path) {
        var tag = server.get(path).etag();
        return callsOf(304, () -> server.get(path, "If-None-Match: " + tag));
    }

    @Test
    void a_get_reads_the_store_once() {
        assertThat(callsOfGet(segment)).containsExactly("segments");
        assertThat(callsOfGet(DOCUMENT)).containsExactly("document");
        assertThat(callsOfGet(DOCUMENT + "/segments")).containsExactly("page");
        assertThat(callsOfGet(DOCUMENT + "/export.txt")).containsExactly("page");
        assertThat(callsOfGet("/api/documents")).containsExactly("documents");
    }

    @Test
    void a_get_of_what_the_client_has_reads_no_list_of_segments() {
        assertThat(callsOfRepeatedGet(segment)).containsExactly("segments");
        assertThat(callsOfRepeatedGet(DOCUMENT)).containsExactly("document");
        assertThat(callsOfRepeatedGet(DOCUMENT + "/segments")).containsExactly("document");
        assertThat(callsOfRepeatedGet(DOCUMENT + "/export.txt")).containsExactly("document");
    }

    /** A list is read while its body is written, when the status is not sent yet. */
    @Test
    void a_list_that_cannot_be_read_is_reported_as_such() {
        try (var unreachable = TestServer.start(withoutPages(new MemoryDocumentStore()))) {
            unreachable.json(
                    "POST", "/api/documents", "{\"id\":\"film\",\"title\":\"A\",\"mediaType\":\"text/plain\"}");

            var list = unreachable.get(DOCUMENT + "/segments");

            assertThat(list.status()).isEqualTo(503);
            assertThat(list.problem()).isEqualTo("unavailable");
        }
    }

    private static DocumentStore withoutPages(DocumentStore store) {
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("page")) {
                        throw new StoreUnavailable(false, new IOException("gone"));
                    }
                    return method.invoke(store, arguments);
                });
    }

    @Test
    void a_get_of_a_log_that_the_client_has_reads_no_commit() {
        assertThat(callsOfRepeatedGet(DOCUMENT + "/changes")).containsExactly("document");
        assertThat(callsOfRepeatedGet(DOCUMENT + "/changes?since=1&limit=1")).containsExactly("document");
        assertThat(callsOf(200, () -> server.get(DOCUMENT + "/changes", "If-None-Match: \"1-x\"")))
                .containsExactly("document", "commits");
        assertThat(callsOfRepeatedGet(segment + "/revisions")).containsExactly("history");
    }

    @Test
    void an_invalid_page_of_a_log_is_refused_whatever_the_client_has() {
        var tag = server.get(DOCUMENT + "/changes").etag();

        assertThat(server.get(DOCUMENT + "/changes?since=x", "If-None-Match: " + tag)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void the_tag_of_a_history_changes_with_each_version_and_when_a_text_is_erased() {
        var path = segment + "/revisions";
        var first = server.get(path).etag();
        server.json("PATCH", segment, "{\"content\":\"again\"}", "If-Match: *");
        var second = server.get(path).etag();
        isErased = true;
        var erased = server.get(path).etag();
        isErased = false;

        assertThat(List.of(first, second, erased)).doesNotHaveDuplicates();
        assertThat(server.get(path, "If-None-Match: " + second).status()).isEqualTo(304);
    }

    @Test
    void an_export_that_the_document_does_not_have_is_refused_whatever_the_client_has() {
        var tag = server.get(DOCUMENT + "/segments").etag();

        assertThat(server.get(DOCUMENT + "/export.vtt", "If-None-Match: " + tag).status())
                .isEqualTo(406);
    }

    @Test
    void a_patch_reads_once_and_writes_once() {
        var tag = server.get(segment).etag();

        assertThat(callsOf(
                        200,
                        () -> server.json(
                                "PATCH",
                                segment,
                                "{\"content\":\"new\"}",
                                "If-Match: " + tag,
                                "Idempotency-Key: \"k1\"")))
                .containsExactly("segments", "commit");
    }
}
