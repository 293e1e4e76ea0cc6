package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conformance suite: the cases of http.md and its sources, run against a server with one kind of storage. The report lists
 * each case with its section and its result; for memory it is target/conformance-memory.txt.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ConformanceSuite {

    private static final List<String> FILES = List.of(
            "if-match.cases",
            "if-none-match.cases",
            "dates.cases",
            "precedence.cases",
            "methods.cases",
            "order.cases",
            "framing.cases",
            "preferences.cases",
            "idempotency.cases",
            "negotiation.cases",
            "json.cases",
            "paging.cases",
            "hosts.cases");

    private final List<String> report = new ArrayList<>();
    private TestServer server;

    /** The name of the storage. */
    abstract String storage();

    /** An empty store. */
    abstract DocumentStore emptyStore();

    @BeforeAll
    void start() {
        server = TestServer.start(
                emptyStore(), (author, endpoint, document) -> !author.name().equals("Mallory"));
    }

    @AfterAll
    void report() throws IOException {
        server.close();
        report.add("%d cases, storage %s".formatted(report.size(), storage()));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/conformance-%s.txt".formatted(storage())), report);
    }

    static Stream<Arguments> cases() {
        return FILES.stream()
                .flatMap(file -> ConformanceCase.parse(ConformanceCase.read(file)).stream())
                .map(line -> Arguments.of(line.section(), line.what(), line));
    }

    static Stream<Arguments> pairs() {
        return OrderOfChecks.pairs().stream().map(line -> Arguments.of(line.section(), line.what(), line));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void the_server_conforms(String section, String what, ConformanceCase line) {
        check(line);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("pairs")
    void of_two_faults_the_response_names_the_earlier(String section, String what, ConformanceCase line) {
        check(line);
    }

    private void check(ConformanceCase line) {
        var result = "FAILED";
        try {
            var fixture = ConformanceFixture.on(server);
            var filled = line.in(fixture.variables());
            var response = server.raw(filled.bytes());
            checkStatus(response, filled);
            filled.details().forEach(detail -> checkDetail(response, detail));
            checkState(fixture, response, filled);
            result = "ok";
        } finally {
            report.add("%-6s | %-22s | %s".formatted(result, line.section(), line.what()));
        }
    }

    private static void checkStatus(RawResponse response, ConformanceCase line) {
        assertThat(response.status()).as(response.toString()).isEqualTo(line.status());
        assertThat(response.body()).doesNotContain("\tat ");
        if (response.status() >= 400) {
            assertThat(response.header("Cache-Control")).isEqualTo("no-store");
            assertThat(response.header("Content-Type"))
                    .isEqualTo(line.isRepresentation() ? "application/json" : "application/problem+json");
        }
        if (!line.problem().isEmpty()) {
            assertThat(response.problem()).isEqualTo(line.problem());
        }
        if (response.status() == 304) {
            assertThat(response.field("Content-Type")).isEmpty();
            assertThat(response.field("Content-Length")).isEmpty();
            assertThat(response.field("ETag")).isPresent();
        }
        if (response.status() == 304
                || response.status() == 204
                || line.method().equals("HEAD")) {
            assertThat(response.body()).isEmpty();
        }
    }

    private static void checkDetail(RawResponse response, String detail) {
        if (detail.startsWith("!")) {
            assertThat(response.field(detail.substring(1))).isEmpty();
        } else if (detail.startsWith("/")) {
            var parts = detail.split("=", 2);
            var member = response.json().at(parts[0]);
            assertThat(member.isMissingNode() ? "missing" : member.asText())
                    .as(parts[0])
                    .isEqualTo(parts[1]);
        } else {
            var parts = detail.split(": ", 2);
            assertThat(response.header(parts[0])).isEqualTo(parts[1]);
        }
    }

    /**
     * Only expected writes change the segment, and every response about it has its current tag, never the caller's, but for a
     * line that names another one.
     */
    private static void checkState(ConformanceFixture fixture, RawResponse response, ConformanceCase line) {
        var current = fixture.currentTag();
        assertThat(!current.equals(fixture.tag())).as("saved").isEqualTo(line.saves());
        var isOfSegment = line.request().endsWith(fixture.variable("segment"));
        var namesTag = line.details().stream().anyMatch(detail -> detail.startsWith("ETag: "));
        if (isOfSegment
                && !namesTag
                && (response.status() < 300 || response.status() == 304 || response.status() == 412)) {
            var isOptions = line.method().equals("OPTIONS");
            assertThat(response.field("ETag").orElse("none")).isEqualTo(isOptions ? "none" : current);
        }
    }
}
