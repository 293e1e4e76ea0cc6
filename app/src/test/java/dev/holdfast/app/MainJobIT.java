package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Main use case, with a captions file of realistic size and the default storage. */
final class MainJobIT {

    @Test
    void a_caption_cannot_be_silently_overwritten(@TempDir Path data) {
        try (var server = ServerProcess.start(
                "--port", "0", "--data", data.resolve("data").toString())) {
            var client = new TestClient(server.address());
            var file = SampleCaptions.file(500);
            var document = imported(client, file);

            var cue = cues(client, document).get(249);
            var path = "/api/vtt/" + cue.get("id").asText();
            var read = client.get(path);
            var etag = TestClient.etag(read);

            assertThat(etag).isEqualTo(cue.get("etag").asText());
            assertThat(client.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);

            var text = TestClient.json(read).get("content").asText();
            var saved = client.save(
                    cue.get("id").asText(), etag, text.replace("hear", "see").replace("Hear", "See"));
            assertThat(saved.statusCode()).isEqualTo(200);
            assertThat(TestClient.etag(saved)).isNotEqualTo(etag).isEqualTo(TestClient.etag(client.get(path)));

            var stale = client.save(cue.get("id").asText(), etag, text.replace("that", "this"));
            assertThat(stale.statusCode()).isEqualTo(412);
            assertThat(TestClient.etag(stale)).isEqualTo(TestClient.etag(saved));
            var problem = TestClient.json(stale);
            assertThat(problem.get("current")).isEqualTo(TestClient.json(saved));
            assertThat(problem.get("base").get("content").asText()).isEqualTo(text);
            assertThat(problem.get("merge").get("clean").asBoolean()).isTrue();

            var unguarded = client.patch(path, "{\"content\":\"x\"}");
            assertThat(unguarded.statusCode()).isEqualTo(428);

            var merged = problem.get("merge").get("content").asText();
            assertThat(client.save(cue.get("id").asText(), TestClient.etag(stale), merged)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(client.get("/api/documents/" + document + "/export.vtt").body())
                    .isEqualTo(file.replace(text, merged))
                    .isNotEqualTo(file);
        }
    }

    private static String imported(TestClient client, String file) {
        var created = client.post("/api/documents?title=The%20rain&language=en", "text/vtt", file);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        var document = TestClient.json(created).get("id").asText();
        assertThat(client.get("/api/documents/" + document + "/export.vtt").body())
                .isEqualTo(file);
        return document;
    }

    private static List<JsonNode> cues(TestClient client, String document) {
        var segments = TestClient.json(client.get("/api/documents/" + document + "/segments?limit=1000"))
                .get("segments");
        var cues = new ArrayList<JsonNode>();
        IntStream.range(0, segments.size())
                .mapToObj(segments::get)
                .filter(segment -> segment.get("kind").asText().equals("cue"))
                .forEach(cues::add);
        assertThat(cues).hasSize(500);
        return cues;
    }
}
