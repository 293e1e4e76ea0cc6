package dev.holdfast.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Change-stream client that disconnects at random and reconnects with the id of the last event, each time to the server that
 * its supplier returns.
 */
final class Follower {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_EVENTS_PER_CONNECTION = 400;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String document;
    private final Supplier<URI> servers;
    private final Random random;
    private String last = "";

    /** Received revisions, in order of arrival. */
    final List<Long> revisions = new ArrayList<>();

    /** Times of arrival, by entity tag. */
    final Map<String, Long> times = new HashMap<>();

    /** Number of connections. */
    int connections;

    /** Number of connections that failed or that the server ended. */
    int breaks;

    Follower(String document, Supplier<URI> servers, Random random) {
        this.document = document;
        this.servers = servers;
        this.random = random;
    }

    /** Follows the document until an event has this text. */
    Follower followUntil(String text) throws InterruptedException {
        while (!connect(text)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return this;
    }

    /** Reads from one connection. Returns true if an event had the text. */
    private boolean connect(String text) throws InterruptedException {
        var request = HttpRequest.newBuilder(servers.get().resolve("/api/documents/" + document + "/changes"))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", last)
                .build();
        connections++;
        try (var lines = new BufferedReader(new InputStreamReader(
                http.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            return read(lines, text);
        } catch (IOException e) {
            breaks++;
            return false;
        }
    }

    private boolean read(BufferedReader lines, String text) throws IOException {
        var id = "";
        for (var left = 1 + random.nextInt(MAX_EVENTS_PER_CONNECTION); left > 0; ) {
            var line = lines.readLine();
            if (line == null) {
                throw new IOException("The stream ended");
            }
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ") && !line.equals("event: change")) {
                throw new AssertionError(line);
            } else if (line.startsWith("data: ")) {
                last = id;
                left--;
                if (accept(json(line.substring(6)), text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean accept(JsonNode commit, String text) {
        revisions.add(commit.get("revision").longValue());
        if (commit.get("revision").longValue() != revisions.size()) {
            throw new AssertionError("Received after " + (revisions.size() - 1) + " revisions: " + commit);
        }
        var change = commit.get("changes").get(0);
        times.put(change.get("etag").asText(), System.nanoTime());
        return change.path("content").asText().equals(text);
    }

    private static JsonNode json(String data) {
        try {
            return JSON.readTree(data);
        } catch (IOException e) {
            throw new UncheckedIOException(data, e);
        }
    }
}
