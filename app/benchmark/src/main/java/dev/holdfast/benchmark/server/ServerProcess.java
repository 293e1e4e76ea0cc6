package dev.holdfast.benchmark.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Java process of a server. */
final class ServerProcess implements AutoCloseable {

    private static final int START_SECONDS = 120;

    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a server and waits until it prints its port.
     *
     * @param ready line that it prints, with the port as the first group
     * @throws IllegalStateException if it ends before, or takes too long
     */
    static ServerProcess start(Pattern ready, Map<String, String> environment, List<String> arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var server = new ServerProcess(builder.start());
        var reader = new Thread(() -> server.read(ready), "output of process " + server.process.pid());
        reader.setDaemon(true);
        reader.start();
        server.port();
        return server;
    }

    private void read(Pattern ready) {
        var last = "nothing";
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                var found = ready.matcher(line);
                if (found.find()) {
                    port.complete(Integer.valueOf(found.group(1)));
                }
            }
        } catch (IOException e) {
            last = String.valueOf(e.getMessage());
        }
        port.completeExceptionally(new IllegalStateException("The server ended. Its last line: " + last));
    }

    int port() {
        try {
            return port.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("The server did not start.", e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
