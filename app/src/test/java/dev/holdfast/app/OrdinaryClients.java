package dev.holdfast.app;

import dev.holdfast.contract.Race;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Clients with a token that read and save, each its own segment, and measure the time to each response. */
final class OrdinaryClients {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = 20_000_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final String token;
    private final List<String> segments;

    OrdinaryClients(URI server, String token, List<String> segments) {
        this.server = server;
        this.token = token;
        this.segments = segments;
    }

    /** Works for a time; fails if a response is not 200. */
    List<Duration> work(Duration time) {
        return Race.run(segments.size(), client -> () -> work(segments.get(client), time)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Duration> work(String segment, Duration time) throws Exception {
        var durations = new ArrayList<Duration>();
        for (var begin = System.nanoTime(); System.nanoTime() - begin < time.toNanos(); ) {
            var request = durations.size() % 2 == 0 ? read(segment) : save(segment, "text " + durations.size());
            durations.add(duration(request));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return durations;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT).header("Authorization", "Bearer " + token);
    }

    private HttpRequest read(String segment) {
        return request("/api/segments/" + segment).build();
    }

    private HttpRequest save(String segment, String text) {
        return request("/api/segments/" + segment)
                .header("If-Match", "*")
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString("{\"content\":\"%s\"}".formatted(text)))
                .build();
    }

    private Duration duration(HttpRequest request) throws Exception {
        var begin = System.nanoTime();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(request + " " + response.statusCode() + " " + response.body());
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
