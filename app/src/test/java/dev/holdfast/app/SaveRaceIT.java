package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.Race;
import dev.holdfast.postgres.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Race of clients that save different texts with the same entity tag at the same time. In each round exactly one must win,
 * and the log must contain exactly the winners. {@code app/race} runs more rounds.
 */
final class SaveRaceIT {

    private static final int ROUNDS = Integer.getInteger("holdfast.race.rounds", 8);
    private static final int[] CLIENTS = {2, 4, 8, 16, 32};

    @Test
    void one_of_many_saves_wins_in_memory() {
        try (var server = ServerProcess.start("--port", "0", "--storage", "memory")) {
            race("memory", List.of(new TestClient(server.address())));
        }
    }

    @Test
    void one_of_many_saves_wins_in_embedded_storage(@TempDir Path data) {
        try (var server = ServerProcess.start(
                "--port", "0", "--data", data.resolve("data").toString())) {
            race("embedded", List.of(new TestClient(server.address())));
        }
    }

    @Test
    void one_of_many_saves_wins_between_two_servers_on_one_database() {
        var url = TestDatabase.freshDatabase();
        try (var one = ServerProcess.start("--port", "0", "--storage", "postgres", "--database-url", url);
                var two = ServerProcess.start("--port", "0", "--storage", "postgres", "--database-url", url)) {
            race("two servers", List.of(new TestClient(one.address()), new TestClient(two.address())));
        }
    }

    private static void race(String storage, List<TestClient> servers) {
        var segment = servers.get(0).newSegment("start");
        var winners = new ArrayList<String>();
        winners.add("start");
        for (var clients : CLIENTS) {
            for (var round = 0; round < ROUNDS; round++) {
                winners.add(race(servers, segment, clients, round));
            }
        }
        assertThat(history(servers.get(0), segment)).as(storage).isEqualTo(winners);
        System.out.printf(
                "%s: %d rounds each of 2, 4, 8, 16 and 32 clients, one winner in each, %d versions in the log%n",
                storage, ROUNDS, winners.size());
    }

    /** Runs one round and returns the winner's text. */
    private static String race(List<TestClient> servers, String segment, int clients, int round) {
        var etag = TestClient.etag(servers.get(0).get("/api/segments/" + segment));

        var responses = Race.run(
                clients,
                runner -> () -> servers.get(runner % servers.size())
                        .save(segment, etag, "round %d of %d, client %d".formatted(round, clients, runner)));

        var won = responses.stream()
                .filter(response -> response.statusCode() == 200)
                .toList();
        var lost = responses.stream()
                .filter(response -> response.statusCode() == 412)
                .toList();
        assertThat(won).as("winners of %d clients in round %d", clients, round).hasSize(1);
        assertThat(lost).hasSize(clients - 1);
        var tag = TestClient.etag(won.get(0));
        assertThat(lost)
                .allSatisfy(response -> assertThat(TestClient.etag(response)).isEqualTo(tag));
        assertThat(TestClient.etag(servers.get(servers.size() - 1).get("/api/segments/" + segment)))
                .isEqualTo(tag);
        return TestClient.json(won.get(0)).get("content").asText();
    }

    /** All texts of the segment, oldest first. */
    private static List<String> history(TestClient client, String segment) {
        var texts = new ArrayList<String>();
        var path = "/api/segments/" + segment + "/revisions?limit=1000";
        var page = TestClient.json(client.get(path));
        while (true) {
            StreamSupport.stream(page.get("revisions").spliterator(), false)
                    .forEach(revision -> texts.add(0, revision.get("content").asText()));
            if (!page.has("next")) {
                return texts;
            }
            page = TestClient.json(
                    client.get(path + "&after=" + page.get("next").asText()));
        }
    }
}
