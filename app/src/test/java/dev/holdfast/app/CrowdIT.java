package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.auth.Role;
import dev.holdfast.http.auth.TokenFile;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ordinary clients beside a crowd of slow connections: every request gets its response, and no thread waits for the crowd.
 * {@code app/crowd} runs it with a larger crowd and more rounds, with and without the crowd by turns, and compares the times.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class CrowdIT {

    private static final int ROUNDS = Integer.getInteger("holdfast.crowd.rounds", 1);
    private static final int SIZE = Integer.getInteger("holdfast.crowd.size", 300);
    private static final Duration ROUND = Duration.ofMillis(Integer.getInteger("holdfast.crowd.millis", 500));
    private static final int CLIENTS = 4;

    private ServerProcess server;
    private URI address;
    private String[] authorization;
    private OrdinaryClients clients;

    @BeforeAll
    void start(@TempDir Path folder) {
        var tokens = folder.resolve("tokens");
        var token = TokenFile.add(tokens, "Ana", Role.ADMIN, new SecureRandom());
        authorization = new String[] {"Authorization", "Bearer " + token};
        server = ServerProcess.start(
                "--port", "0", "--storage", "memory", "--tokens", tokens.toString(), "--if-match", "required");
        address = server.address();
        clients = new OrdinaryClients(address, token, segments());
        clients.work(ROUND.multipliedBy(2)); // not measured: the server compiles its code
    }

    private List<String> segments() {
        var client = new TestClient(address);
        var texts = IntStream.range(0, CLIENTS)
                .mapToObj(i -> Map.of("content", "text " + i))
                .toList();
        var body = TestClient.json(Map.of("title", "Test", "mediaType", "text/plain", "segments", texts));
        var created = TestClient.json(client.post("/api/documents", "application/json", body, authorization));
        var page = client.get("/api/documents/" + created.get("id").asText() + "/segments", authorization);
        return TestClient.json(page).get("segments").findValuesAsText("id");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void others_get_their_responses_beside_a_crowd(Crowd.Kind kind) {
        var alone = new ArrayList<Duration>();
        var beside = new ArrayList<Duration>();
        for (var round = 0; round < ROUNDS; round++) {
            alone.addAll(clients.work(ROUND));
            try (var crowd = Crowd.start(kind, address, SIZE)) {
                crowd.awaitComplete();
                beside.addAll(clients.work(ROUND));
                assertThat(new TestClient(address).get("/health/ready").statusCode())
                        .isEqualTo(200);
                assertThat(threadsThatWaitForClients()).isZero();
            }
        }
        System.out.printf(
                "%d slow %s: alone %s, beside them %s, %s%n",
                SIZE,
                kind.name().toLowerCase(Locale.ROOT),
                ResponseTimes.of(alone),
                ResponseTimes.of(beside),
                ResponseTimes.of(beside).over(ResponseTimes.of(alone)));
    }

    private long threadsThatWaitForClients() {
        var stacks = server.stacks();
        assertThat(stacks).contains("jetty");
        return stacks.lines()
                .filter(line -> line.contains("org.eclipse.jetty.util.Blocker"))
                .count();
    }
}
