package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.Race;
import dev.holdfast.postgres.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many clients read one tag and save different texts at the same moment. In every round exactly one may win, and the log
 * must hold exactly the winners. {@code app/race} runs it with more rounds.
 */
final class SaveRaceIT {

    private static final int ROUNDS = Integer.getInteger("holdfast.race.rounds", 8);
    private static final int[] CLIENTS = {2, 4, 8, 16, 32};

    @Test
    void one_of_many_wins_in_memory() {
        try (var server = ServerProcess.start("--port", "0", "--storage", "memory")) {
            race("memory", List.of(new Client(server.address())));
        }
    }

    @Test
    void one_of_many_wins_in_embedded_storage(@TempDir Path data) {
        try (var server = ServerProcess.start(
                "--port", "0", "--data", data.resolve("data").toString())) {
            race("embedded", List.of(new Client(server.address())));
        }
    }

    @Test
    void one_of_many_wins_between_two_servers_on_one_database() {
        var url = TestDatabase.freshDatabase();
        try (var one = ServerProcess.start("--port", "0", "--storage", "postgres", "--database-url", url);
                var two = ServerProcess.start("--port", "0", "--storage", "postgres", "--database-url", url)) {
            race("two servers", List.of(new Client(one.address()), new Client(two.address())));
        }
    }

    private static void race(String storage, List<Client> servers) {
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

    /** Returns what the winner wrote. */
    private static String race(List<Client> servers, String segment, int clients, int round) {
        var etag = Client.etag(servers.get(0).get("/api/segments/" + segment));

        var answers = Race.run(
                clients,
                runner -> () -> servers.get(runner % servers.size())
                        .save(segment, etag, "round %d of %d, client %d".formatted(round, clients, runner)));

        var won = answers.stream().filter(answer -> answer.statusCode() == 200).toList();
        var lost = answers.stream().filter(answer -> answer.statusCode() == 412).toList();
        assertThat(won).as("winners of %d clients in round %d", clients, round).hasSize(1);
        assertThat(lost).hasSize(clients - 1);
        var tag = Client.etag(won.get(0));
        assertThat(lost).allSatisfy(answer -> assertThat(Client.etag(answer)).isEqualTo(tag));
        assertThat(Client.etag(servers.get(servers.size() - 1).get("/api/segments/" + segment)))
                .isEqualTo(tag);
        return Client.json(won.get(0)).get("content").asText();
    }

    /** Every text the segment ever had, the oldest first. */
    private static List<String> history(Client client, String segment) {
        var texts = new ArrayList<String>();
        var path = "/api/segments/" + segment + "/revisions?limit=1000";
        var page = Client.json(client.get(path));
        while (true) {
            StreamSupport.stream(page.get("revisions").spliterator(), false)
                    .forEach(revision -> texts.add(0, revision.get("content").asText()));
            if (!page.has("next")) {
                return texts;
            }
            page = Client.json(client.get(path + "&after=" + page.get("next").asText()));
        }
    }
}
