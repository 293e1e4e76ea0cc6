package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code app/holdfast}, in a folder of its own with the jar. */
final class LauncherIT {

    private static final String[] SERVE = {"--storage", "memory", "--port", "0"};

    @TempDir
    private Path folder;

    private Path script;
    private Path archive;

    @BeforeEach
    void copy() throws IOException {
        script = Files.copy(Path.of("holdfast"), folder.resolve("holdfast"));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.createDirectories(folder.resolve("target"));
        archive = folder.resolve("target/holdfast.jsa");
    }

    private void addJar() throws IOException {
        Files.createSymbolicLink(folder.resolve("target/holdfast.jar"), Path.of(System.getProperty("holdfast.jar")));
    }

    private ServerProcess run(String options, String... arguments) {
        var environment = Map.of("JAVA_HOME", System.getProperty("java.home"), "HOLDFAST_JAVA_OPTIONS", options);
        return ServerProcess.script(script, environment, arguments);
    }

    @Test
    void second_server_takes_its_classes_from_the_archive_of_the_first() throws IOException {
        addJar();
        try (var first = run("", SERVE)) {
            assertThat(new TestClient(first.address()).get("/health/live").statusCode())
                    .isEqualTo(200);
        }
        assertThat(archive).exists();

        var loaded = folder.resolve("loaded");
        try (var second = run("-Xlog:class+load:file=" + loaded, SERVE)) {
            assertThat(second.address()).isNotNull();
            assertThat(second.output().lines())
                    .allMatch(line -> line.startsWith("Storage is memory") || line.startsWith("Holdfast is ready"));
        }
        assertThat(loaded).content().contains("dev.holdfast.http.HttpServer source: shared objects file (top)");
    }

    @Test
    void archive_that_is_older_than_the_jar_is_not_used() throws IOException {
        Files.writeString(archive, "the classes of another jar");
        assertThat(archive.toFile().setLastModified(0)).isTrue();
        addJar();
        try (var server = run("", SERVE)) {
            assertThat(server.address()).isNotNull();
        }
        assertThat(archive).isRegularFile();
        assertThat(Files.size(archive)).isGreaterThan(1_000_000);
    }

    @Test
    void other_commands_leave_no_archive() throws IOException {
        addJar();
        var help = run("", "verify", "--help");
        assertThat(help.awaitExit()).isZero();
        assertThat(help.output()).startsWith("Usage: holdfast verify");
        assertThat(archive).doesNotExist();
    }

    @Test
    void collector_can_be_chosen() throws IOException {
        addJar();
        var flags = run("-XX:+UseParallelGC -XX:+PrintFlagsFinal", "--version");
        assertThat(flags.awaitExit()).isZero();
        assertThat(flags.output()).containsPattern("UseParallelGC\\s+= true").containsPattern("UseSerialGC\\s+= false");
    }

    @Test
    void missing_jar_is_named_with_the_command_that_makes_it() {
        var failed = run("", SERVE);
        assertThat(failed.awaitExit()).isEqualTo(1);
        assertThat(failed.output()).contains("holdfast.jar").contains("mvn -q -B -DskipTests package");
    }
}
