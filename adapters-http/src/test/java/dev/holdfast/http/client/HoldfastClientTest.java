package dev.holdfast.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.ExportFormat;
import dev.holdfast.application.Formats;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LogVerifier;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.http.testing.TestServer;
import dev.holdfast.memory.MemoryDocumentStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(Lifecycle.PER_CLASS)
class HoldfastClientTest {

    private static final ExportFormat VTT = Formats.exports().get(0);
    private static final ExportFormat SRT = Formats.exports().get(1);

    private static final Author ANN = Author.unverified("Ann");
    private static final String FILM =
            "WEBVTT\n\n1\n00:01.000 --> 00:02.000 line:5\nHello, <i>Bob</i>\n\nNOTE later\n\n00:03.000 --> 00:04.000\nBye\n";

    private final TestServer server = TestServer.start();
    private final HoldfastClient client = new HoldfastClient(server.uri);

    @AfterAll
    void stop() {
        server.close();
    }

    private static HoldfastClient patient(URI uri) {
        return new HoldfastClient(uri, Duration.ZERO, Duration.ofSeconds(60));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private DocumentId film() {
        return client.importFile(bytes(FILM), "text/vtt", "Käse & Brot", "de").id();
    }

    private DocumentId texts(int count) {
        var texts = new String[count];
        for (var i = 0; i < count; i++) {
            texts[i] = "text " + i;
        }
        var id = server.newDocument();
        server.document(id, texts);
        return new DocumentId(id);
    }

    private void replace(SegmentId segment, String text) {
        var request = WriteRequest.by(ANN).expecting(new Precondition.Exists());
        var unused = server.holdfast.segments().edit(request, segment, SegmentChange.to(text));
    }

    // Operations

    @Test
    void a_file_is_imported_with_its_metadata() {
        var id = film();

        var info = client.document(id);

        assertThat(info.title()).isEqualTo("Käse & Brot");
        assertThat(info.mediaType()).isEqualTo("text/vtt");
        assertThat(info.language()).isEqualTo("de");
    }

    @Test
    void an_imported_file_is_exported_unchanged() {
        var file = client.export(film(), VTT);

        assertThat(file.text()).isEqualTo(FILM);
        assertThat(file.dropped()).isEmpty();
    }

    @Test
    void an_export_lists_what_the_format_cannot_express() {
        var file = client.export(film(), SRT);

        assertThat(file.text()).contains("00:00:01,000 --> 00:00:02,000\r\n");
        assertThat(file.dropped())
                .hasValueSatisfying(dropped -> assertThat(dropped).contains(" ").doesNotContain("%"));
    }

    @Test
    void the_server_url_may_end_in_a_slash() {
        var other = new HoldfastClient(URI.create(server.uri + "/"));

        assertThat(other.document(film()).language()).isEqualTo("de");
    }

    @Test
    void all_pages_of_the_segments_are_read() {
        var id = texts(250);

        var listing = client.segments(id);

        assertThat(listing.segments()).hasSize(250);
        assertThat(listing.segments().get(249).content().text()).isEqualTo("text 249");
        assertThat(listing.tip())
                .isEqualTo(server.holdfast.documents().read(ANN, id).tip());
    }

    @Test
    void all_pages_of_the_log_are_read_in_order() {
        var id = texts(1);
        var segment =
                new SegmentId(id, client.segments(id).segments().get(0).id().local());
        for (var i = 0; i < 120; i++) {
            replace(segment, "version " + i);
        }

        var commits = new ArrayList<LoggedCommit>();
        client.changes(id, (commit, key) -> commits.add(commit));

        assertThat(commits).hasSize(121);
        assertThat(commits).extracting(LoggedCommit::revision).isSorted();
    }

    @Test
    void the_log_read_by_the_client_equals_the_stored_one() {
        var id = film();
        var first = client.segments(id).segments().get(1).id();
        replace(first, "00:01.000 --> 00:02.000\nHi");
        var deletion = WriteRequest.by(Author.verified("Bob")).expecting(new Precondition.Exists());
        var tombstone = server.holdfast.segments().delete(deletion, first).segment();
        var restoration = deletion.expecting(tombstone.hash());
        server.holdfast.segments().restore(restoration, first, SegmentChange.none());
        server.holdfast.documents().delete(deletion, id);
        server.holdfast.documents().restore(deletion, id);

        var read = new ArrayList<LoggedCommit>();
        client.changes(id, (commit, key) -> read.add(commit));

        var written =
                server.holdfast.changes().after(ANN, id, Cursor.after(0), 100).commits();
        assertThat(read).usingRecursiveComparison().ignoringFields("key").isEqualTo(written);
    }

    @Test
    void a_valid_log_is_verified() {
        var id = film();
        replace(client.segments(id).segments().get(1).id(), "00:01.000 --> 00:02.000\nHi");
        var verifier = new LogVerifier(id);

        var listing = client.segments(id);
        client.changes(id, verifier::accept);
        verifier.compare(listing.tip(), listing.segments());

        assertThat(verifier.problems()).isEmpty();
        assertThat(verifier.commits()).isEqualTo(2);
    }

    // Consistent reads

    /** A store that runs an action before each page is read. */
    private static DocumentStore beforeEachPage(DocumentStore store, Runnable event) {
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("page")) {
                        event.run();
                    }
                    return invoke(store, method, arguments);
                });
    }

    private static Object invoke(DocumentStore store, java.lang.reflect.Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** A document that is edited before each of the first pages is read. */
    private Optional<HoldfastClient.Listing> listedWhileEdited(int edits) {
        var store = new MemoryDocumentStore();
        var pages = new AtomicInteger();
        var editor = new AtomicInteger();
        try (var busy = TestServer.start(beforeEachPage(store, () -> {
            if (editor.get() == 1 && pages.getAndIncrement() < edits) {
                edit(store);
            }
        }))) {
            busy.document("doc", texts());
            editor.set(1);
            var listing = patient(busy.uri).segments(new DocumentId("doc"));
            assertThat(listing.tip())
                    .isEqualTo(
                            store.document(new DocumentId("doc")).orElseThrow().tip());
            return Optional.of(listing);
        }
    }

    private static String[] texts() {
        var texts = new String[101];
        java.util.Arrays.fill(texts, "text");
        return texts;
    }

    private static void edit(DocumentStore store) {
        var holdfast = dev.holdfast.application.Holdfast.over(
                store,
                dev.holdfast.application.AccessPolicy.everyoneMayDoEverything(),
                java.time.Instant::now,
                () -> java.util.UUID.randomUUID().toString());
        var insertion = dev.holdfast.application.NewContent.of("more");
        var unused = holdfast.segments()
                .insert(
                        WriteRequest.by(ANN),
                        new DocumentId("doc"),
                        Optional.empty(),
                        insertion,
                        new dev.holdfast.application.Place.AtBeginning());
    }

    @Test
    void a_list_is_of_one_moment_despite_concurrent_edits() {
        var listing = listedWhileEdited(3).orElseThrow();

        assertThat(listing.segments()).hasSize(104).doesNotHaveDuplicates();
    }

    @Test
    void listing_fails_when_the_document_keeps_changing() {
        assertThatExceptionOfType(HoldfastClientException.class)
                .isThrownBy(() -> listedWhileEdited(1_000))
                .withMessageContaining("changed during each of 10 attempts");
    }

    // Lost responses

    @Test
    void an_import_whose_response_was_lost_is_done_once() {
        try (var own = TestServer.start();
                var lossy = new LossyConnection(own.uri, 2)) {
            var id = patient(lossy.uri)
                    .importFile(bytes(FILM), "text/vtt", "Film", "en")
                    .id();

            assertThat(lossy.lost).hasValue(2);
            assertThat(own.holdfast.documents().list(ANN, "", Optional.empty(), 10))
                    .singleElement()
                    .satisfies(document -> assertThat(document.id()).isEqualTo(id));
        }
    }

    @Test
    void a_request_fails_after_three_broken_connections() {
        try (var lossy = new LossyConnection(server.uri, 3)) {
            var failure = catchThrowableOfType(
                    HoldfastClientException.class,
                    () -> patient(lossy.uri).importFile(bytes(FILM), "text/vtt", "Film", "en"));

            assertThat(failure).hasMessageContaining("broke 3 times").hasMessageContaining(lossy.uri.toString());
        }
    }

    /** A store that commits, and reports an unknown outcome the first times. */
    private static DocumentStore forgetful(DocumentStore store, int times) {
        var commits = new AtomicInteger();
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    var result = invoke(store, method, arguments);
                    if (method.getName().equals("commit") && commits.getAndIncrement() < times) {
                        throw new StoreUnavailable(true, new IOException("gone"));
                    }
                    return result;
                });
    }

    @Test
    void an_import_with_an_unknown_outcome_is_done_once() {
        var store = new MemoryDocumentStore();
        try (var own = TestServer.start(forgetful(store, 1))) {
            var id = patient(own.uri)
                    .importFile(bytes(FILM), "text/vtt", "Film", "en")
                    .id();

            assertThat(store.documents("", Optional.empty(), 10))
                    .singleElement()
                    .satisfies(document -> assertThat(document.id()).isEqualTo(id));
        }
    }

    @Test
    void a_request_fails_when_the_server_stays_unavailable() {
        var unavailable = new StoreUnavailable(false, new IOException("gone"));
        var store = (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    throw unavailable;
                });
        try (var own = TestServer.start(store)) {
            assertThatExceptionOfType(HoldfastClientException.class)
                    .isThrownBy(() -> patient(own.uri).document(new DocumentId("doc")))
                    .withMessageStartingWith("Not available at the moment: The database cannot be reached");
        }
    }

    // Errors

    @Test
    void the_message_for_an_unreachable_server_says_to_start_it() throws IOException {
        URI nowhere;
        try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = URI.create("http://127.0.0.1:" + unused.getLocalPort());
        }

        assertThatExceptionOfType(HoldfastClientException.class)
                .isThrownBy(() -> new HoldfastClient(nowhere).document(new DocumentId("doc")))
                .withMessage("No server can be reached at %s. Start it, or check the address.", nowhere);
    }

    @Test
    void a_request_fails_when_the_server_never_reads_it() throws IOException {
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
            var hurried = new HoldfastClient(uri, Duration.ZERO, Duration.ofSeconds(1));

            var failure = catchThrowableOfType(
                    HoldfastClientException.class,
                    () -> hurried.importFile(new byte[20_000_000], "text/vtt", "Film", "en"));

            assertThat(failure).hasMessage("The server at %s did not respond within 1 seconds. Try again later.", uri);
        }
    }

    @Test
    void the_message_for_an_unknown_document_names_it() {
        assertThatExceptionOfType(HoldfastClientException.class)
                .isThrownBy(() -> client.export(new DocumentId("never"), VTT))
                .withMessageContaining("There is no document never.");
    }

    @Test
    void the_message_for_an_invalid_file_names_the_line() {
        var notUtf8 = "WEBVTT\n\nNOTE\nK\u00e4se".getBytes(StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(HoldfastClientException.class)
                .isThrownBy(() -> client.importFile(bytes("WEBSRT\n"), "text/vtt", "Film", "en"))
                .withMessageStartingWith("The text is invalid in this format: Line 1, column ");
        assertThatExceptionOfType(HoldfastClientException.class)
                .isThrownBy(() -> client.importFile(notUtf8, "text/vtt", "Film", "en"))
                .withMessageContaining("line 4");
    }

    @ParameterizedTest
    @CsvSource({
        "200, text/html, <h1>Welcome</h1>",
        "404, text/html, <h1>Nothing</h1>",
        "302, text/html, ''",
        "404, application/json, '{\"error\":\"nothing\"}'",
        "404, application/problem+json, '{}'",
        "404, application/problem+json, '<'",
        "200, application/json, ''",
        "200, application/json, []",
        "200, application/json, '{\"title\":17}'",
        "200, application/json, '{\"title\":\"A\",\"mediaType\":\"nonsense\",\"language\":\"en\"}'",
        "200, text/vtt, WEBVTT",
    })
    void a_server_that_is_not_holdfast_is_recognised(int status, String type, String body) throws IOException {
        var other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(bytes(body));
            exchange.close();
        });
        other.start();
        var uri = URI.create("http://127.0.0.1:" + other.getAddress().getPort());
        var id = new DocumentId("doc");
        try {
            var failure = catchThrowableOfType(HoldfastClientException.class, () -> {
                var unused = type.equals("text/vtt")
                        ? patient(uri).export(id, VTT)
                        : patient(uri).document(id);
            });

            assertThat(failure)
                    .hasMessageStartingWith(
                            "The server at %s is not a Holdfast server that this client supports: the response to GET /api",
                            uri)
                    .hasMessageContaining("status " + status);
        } finally {
            other.stop(0);
        }
    }
}
