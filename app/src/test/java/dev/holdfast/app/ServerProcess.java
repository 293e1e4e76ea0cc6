package dev.holdfast.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Process that runs the executable jar. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Holdfast is ready at (http://\\S+)");
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 60;

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final Thread reader;

    private ServerProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the jar with these arguments, on a free port unless they name one. */
    static ServerProcess start(String... arguments) {
        return start(ProcessBuilder.Redirect.PIPE, Map.of(), arguments);
    }

    /** Starts the jar with these environment variables and arguments. */
    static ServerProcess with(Map<String, String> environment, String... arguments) {
        return start(ProcessBuilder.Redirect.PIPE, environment, arguments);
    }

    /** Starts the jar with these arguments, and with a file as its standard input. */
    static ServerProcess reading(Path input, String... arguments) {
        return start(ProcessBuilder.Redirect.from(input.toFile()), Map.of(), arguments);
    }

    /** Starts a script that runs the jar, with these environment variables and arguments. */
    static ServerProcess script(Path script, Map<String, String> environment, String... arguments) {
        return start(List.of(script.toString()), ProcessBuilder.Redirect.PIPE, environment, arguments);
    }

    private static ServerProcess start(
            ProcessBuilder.Redirect input, Map<String, String> environment, String... arguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(java, "-Xmx256m", "-jar", System.getProperty("holdfast.jar"));
        return start(command, input, environment, arguments);
    }

    private static ServerProcess start(
            List<String> program, ProcessBuilder.Redirect input, Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input);
            builder.environment().keySet().removeIf(name -> name.startsWith("HOLDFAST_"));
            builder.environment().put("HOLDFAST_NO_SAMPLE", "true");
            builder.environment().putAll(environment);
            return new ServerProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> {
                output.add(line);
                var ready = READY.matcher(line);
                if (ready.find()) {
                    address.complete(URI.create(ready.group(1)));
                }
            });
        } catch (IOException | UncheckedIOException e) {
            output.add("(the output ended: " + e.getMessage() + ")");
        }
        address.completeExceptionally(new AssertionError("The server ended before it was ready:\n" + output()));
    }

    /** Waits until the server is ready, and returns its address. */
    URI address() {
        try {
            return address.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("The server is not ready:\n" + output(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The output so far. */
    String output() {
        return String.join("\n", output);
    }

    /** Waits for the end of the process, and returns the exit code. */
    int awaitExit() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("The server does not end:\n" + output());
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The stacks of all threads. */
    String stacks() {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var dump = new ProcessBuilder(jcmd, String.valueOf(process.pid()), "Thread.print").start();
            return new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    @Override
    public void close() {
        terminate();
        awaitExit();
    }
}
