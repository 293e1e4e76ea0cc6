package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command line of the executable jar, and its error messages. */
final class CommandLineIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | serve --port x            | --port",
                "2 | serve --port 70000        | --port must be from 0 to 65535",
                "2 | --storage tape            | --storage",
                "2 | --storage postgres        | --storage postgres needs --database-url",
                "2 | --storage memory --database-url jdbc:postgresql://localhost/x | is for --storage postgres",
                "2 | --storage memory --database-schema x | --database-schema is for --storage postgres",
                "2 | --storage postgres --database-url jdbc:postgresql://127.0.0.1:1/x --database-schema A-B | is no name of a schema",
                "2 | --host 0.0.0.0            | is not a loopback address",
                "2 | --host 192.0.2.1          | is not a loopback address",
                "2 | --host=                   | --host must be a host name or an address",
                "2 | --host= --insecure-public | --host must be a host name or an address",
                "1 | --tokens no-such-file     | no-such-file",
                "2 | --insecure-public --tokens pom.xml --trust-user-header X-User | choose one",
                "2 | --host 0.0.0.0 --trust-user-header X-User | needs --trusted-proxy with the address of the proxy",
                "2 | --trusted-proxy proxy.example | --trusted-proxy: An address range is an IPv4 or IPv6 address",
                "2 | --trusted-proxy 10.0.0.1/8 | Write 10.0.0.0/8 for the range, or 10.0.0.1 for the address alone",
                "2 | --trusted-proxy 10.0.0.0/8,10.0.0.0/33 | --trusted-proxy: The prefix length",
                "2 | --trusted-proxy=           | --trusted-proxy: An address range",
                "2 | --trust-user-header X:User | --trust-user-header must be the name of a header",
                "2 | --trust-role-header X-Role | use them with --trust-user-header",
                "2 | --default-role admin       | use them with --trust-user-header",
                "2 | --trust-user-header X --trust-role-header x | must be two headers",
                "2 | --trust-user-header X --trust-role-header Y --roles-file pom.xml | two sources of roles; choose one",
                "1 | --trust-user-header X --roles-file no-such-file | The roles file no-such-file cannot be read",
                "2 | --trust-user-header X --default-role boss | --default-role",
                "2 | --access-log long         | --access-log",
                "2 | --log-format xml          | --log-format",
                "1 | --tokens pom.xml          | Line 1 of the tokens file pom.xml",
                "2 | token Ana --role boss --tokens t | --role",
                "2 | token Ana --role editor   | --tokens",
                "2 | token Ana --tokens t      | --role",
                "2 | token --tokens t          | Give one of NAME",
                "2 | token Ana --list --tokens t | Give one of NAME",
                "2 | token --list --role editor --tokens t | for a new token",
                "2 | token Ana --role editor --expires soon --tokens t | neither a time from now",
                "2 | token Ana --role editor --expires 2020-01-31 --tokens t | in the future",
                "1 | token --list --tokens no-such-file | no-such-file",
                "1 | token --revoke Ana --tokens no-such-file | no-such-file",
                "2 | --session-idle 1m         | --session-idle must be from 5m to 400d",
                "2 | --session-lifetime soon   | is not a duration",
                "2 | --if-match maybe          | --if-match",
                "2 | --json-syntax maybe       | --json-syntax",
                "2 | --allow-origin example.com | --allow-origin: An origin has the form that browsers send",
                "2 | --allow-origin https://a.example,* | --allow-origin: An origin has the form that browsers send",
                "2 | --max-url-bytes 5         | --max-url-bytes must be from 100 to 1000000, not 5",
                "2 | --max-batch-edits 0       | --max-batch-edits must be from 1",
                "2 | --max-json-depth deep     | --max-json-depth",
                "2 | --max-connections 19      | --max-connections must be from 20 to 1000000, not 19",
                "2 | --max-connections-per-address 0 | --max-connections-per-address must be from 1",
                "2 | verify x --token se:cret  | --token (or HOLDFAST_TOKEN) must be a token",
                "2 | --unknown                 | --unknown",
                "2 | frobnicate                | frobnicate",
                "1 | --storage postgres --database-url mysql://localhost/x | jdbc:postgresql:",
                "1 | --storage postgres --database-url jdbc:postgresql://127.0.0.1:1/x | cannot be reached",
                "2 | import                    | FILE",
                "1 | import no-such-file.vtt   | no-such-file.vtt",
                "1 | export nothing --server http://127.0.0.1:1 | 127.0.0.1:1",
                "2 | export nothing --format doc | --format",
                "2 | import -                  | --title",
                "2 | import a.vtt b.vtt --title T | --title is for one file",
                "2 | import a.vtt --format txt | --format",
                "2 | export one two            | --output",
                "2 | export one --remember     | --remember needs --output",
                "2 | update                    | FILE",
                "2 | update no-such.vtt --document d --base 1-x | is not the ETag of an export",
                "2 | update no-such.vtt        | give --document",
                "1 | update no-such.vtt --document d --base 1-5xCyVpd06naHHT-vxKWn3A | no-such.vtt cannot be read",
                "1 | verify nothing --server http://127.0.0.1:1 | 127.0.0.1:1",
                "2 | backup                    | FILE",
                "2 | backup b --storage memory | --storage memory keeps nothing",
                "2 | backup b --storage postgres | --storage postgres needs --database-url",
                "1 | backup b --data no-such-directory | There is no database in",
                "2 | restore                   | FILE",
                "1 | restore no-such-file --data no-such-directory | no-such-file cannot be read",
                "1 | restore pom.xml --data no-such-directory | pom.xml is damaged at line 1",
                "1 | upgrade --data no-such-directory | There is no database in",
                "1 | list --server http://127.0.0.1:1 | 127.0.0.1:1",
                "2 | health --url example.com  | --url must be a URL",
                "1 | health --url http://127.0.0.1:1 | refuses connections",
                "2 | --wait-for-database soon  | is not a duration",
            })
    void an_error_is_reported_in_one_line(int exit, String arguments, String message) {
        var process = ServerProcess.start(arguments.split(" "));

        assertThat(process.awaitExit()).isEqualTo(exit);
        assertThat(process.output().lines().filter(line -> line.startsWith("holdfast: ")))
                .singleElement()
                .asString()
                .contains(message);
        assertThat(process.output().lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(process.output()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void a_port_in_use_is_reported_in_one_line() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            var process = ServerProcess.start("--storage", "memory", "--port", port);

            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.output()).contains(port).doesNotContain("\tat ");
            assertThat(process.output().lines().filter(line -> line.startsWith("holdfast: ")))
                    .hasSize(1);
        }
    }

    @Test
    void help_lists_every_command() {
        var process = ServerProcess.start("--help");

        assertThat(process.awaitExit()).isZero();
        assertThat(process.output()).contains("serve", "import", "export", "verify");
    }

    @Test
    void a_file_is_imported_verified_and_exported_unchanged(@TempDir Path directory) throws IOException {
        var file = directory.resolve("film.vtt");
        var back = directory.resolve("back.vtt");
        var bytes = "\uFEFFWEBVTT\r\n\r\nNOTE mixed\n\n1\r00:01.000 --> 00:02.000 line:0\rHello\n";
        Files.writeString(file, bytes);
        try (var server = ServerProcess.start("--port", "0", "--storage", "memory")) {
            var at = server.address().toString();

            var imported = ServerProcess.start("import", file.toString(), "--title", "A film", "--server", at);
            assertThat(imported.awaitExit()).as(imported.output()).isZero();
            var id = TestClient.json(new TestClient(server.address()).get("/api/documents"))
                    .get("documents")
                    .get(0)
                    .get("id")
                    .asText();
            assertThat(imported.output()).contains(id);
            var verified = ServerProcess.start("verify", id, "--server", at);
            assertThat(verified.awaitExit()).as(verified.output()).isZero();
            var exported = ServerProcess.start("export", id, "--output", back.toString(), "--server", at);
            assertThat(exported.awaitExit()).as(exported.output()).isZero();
        }

        assertThat(Files.readString(back)).isEqualTo(bytes);
    }

    @Test
    void a_corrected_file_comes_back_and_a_contradiction_changes_nothing(@TempDir Path directory) throws IOException {
        var file = directory.resolve("film.srt");
        try (var server = ServerProcess.start("--port", "0", "--storage", "memory")) {
            var at = server.address().toString();
            var client = new TestClient(server.address());
            client.post(
                    "/api/documents?id=film&title=Film",
                    "text/vtt",
                    "WEBVTT\n\n00:01.000 --> 00:02.000\nI can here it\n\n00:03.000 --> 00:04.000\nSo can I\n");
            run(0, "export", "film", "--format", "srt", "--output", file.toString(), "--remember", "--server", at);
            Files.writeString(
                    file, Files.readString(file).replace("here", "hear").replace("\r\n", "\n"));

            assertThat(run(0, "update", file.toString(), "--dry-run", "--server", at))
                    .startsWith("Would apply: 1 changed.");
            assertThat(run(0, "update", file.toString(), "--server", at)).startsWith("Applied: 1 changed.");
            assertThat(run(0, "export", "film", "--server", at))
                    .contains("hear it")
                    .contains("So can I");
            assertThat(run(0, "update", file.toString(), "--server", at)).contains("The file has no edits.");

            Files.writeString(file, Files.readString(file).replace("hear it", "hear that"));
            Files.writeString(
                    directory.resolve("other.srt"), Files.readString(file).replace("hear that", "hear this"));
            Files.copy(directory.resolve("film.srt.holdfast"), directory.resolve("other.srt.holdfast"));
            run(0, "update", directory.resolve("other.srt").toString(), "--server", at);
            assertThat(run(3, "update", file.toString(), "--server", at))
                    .contains("Nothing of the file was applied")
                    .contains("the file changes what")
                    .contains("hear this")
                    .contains("hear that");
            assertThat(run(0, "export", "film", "--server", at)).contains("hear this");
        }
    }

    private static String run(int exit, String... arguments) {
        var process = ServerProcess.start(arguments);
        assertThat(process.awaitExit()).as(process.output()).isEqualTo(exit);
        return process.output();
    }

    @Test
    void several_files_are_imported_each_completely_or_not_at_all(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.vtt"), SampleCaptions.file(10));
        Files.writeString(directory.resolve("b.vtt"), "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\0\n");
        Files.writeString(directory.resolve("c.srt"), "1\n00:00:01,000 --> 00:00:02,000\nHello\n");
        Files.writeString(directory.resolve("d.vtt"), "These are no captions.");
        Files.write(directory.resolve("e.vtt"), new byte[] {'W', 'E', 'B', 'V', 'T', 'T', '\n', (byte) 0xC3});
        try (var server = ServerProcess.start("--port", "0", "--storage", "memory")) {
            var imported = ServerProcess.start(
                    "import",
                    directory.resolve("missing.vtt").toString(),
                    directory + "/*.{vtt,srt}",
                    "--server",
                    server.address().toString());

            assertThat(imported.awaitExit()).as(imported.output()).isEqualTo(1);
            assertThat(imported.output().lines().filter(line -> line.startsWith("holdfast: ")))
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line).contains("missing.vtt"),
                            line -> assertThat(line).contains("d.vtt").containsIgnoringCase("line 1"),
                            line -> assertThat(line).contains("e.vtt"));
            assertThat(titles(server)).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    private static List<String> titles(ServerProcess server) {
        var documents = TestClient.json(new TestClient(server.address()).get("/api/documents"))
                .get("documents");
        return documents.findValuesAsText("title");
    }

    @Test
    void captions_are_read_from_standard_input_and_written_to_standard_output(@TempDir Path directory)
            throws IOException {
        var input =
                Files.writeString(directory.resolve("input"), "1\r\n00:00:01,000 --> 00:00:02,000\r\nTom & Jerry\r\n");
        try (var server = ServerProcess.start("--port", "0", "--storage", "memory")) {
            var at = server.address().toString();

            var imported =
                    ServerProcess.reading(input, "import", "-", "--format", "srt", "--title", "A film", "--server", at);
            assertThat(imported.awaitExit()).as(imported.output()).isZero();
            var id = imported.output().replaceFirst("(?s).* as document ", "");
            var exported = ServerProcess.start("export", id, "--output", "-", "--format", "srt", "--server", at);

            assertThat(exported.awaitExit()).as(exported.output()).isZero();
            assertThat(exported.output().lines()).containsExactly("1", "00:00:01,000 --> 00:00:02,000", "Tom & Jerry");
            assertThat(titles(server)).containsExactly("A film");
        }
    }

    @Test
    void several_documents_are_exported_into_a_directory_each_completely_or_not_at_all(@TempDir Path directory)
            throws IOException {
        var into = directory.resolve("new/files");
        try (var server = ServerProcess.start("--port", "0", "--storage", "memory")) {
            var at = server.address().toString();
            var client = new TestClient(server.address());
            client.post("/api/documents?id=film&title=Film", "text/vtt", SampleCaptions.file(3));
            client.post(
                    "/api/documents",
                    "application/json",
                    "{\"id\":\"notes\",\"mediaType\":\"text/plain\","
                            + "\"title\":\"Notes\",\"segments\":[{\"content\":\"A note\"}]}");

            var exported = ServerProcess.start(
                    "export", "film", "nothing", "notes", "--output", into.toString(), "--server", at);
            assertThat(exported.awaitExit()).as(exported.output()).isEqualTo(1);
            assertThat(exported.output()).startsWith("holdfast: nothing: ").hasLineCount(1);
            var again = ServerProcess.start("export", "film", "--output", into.toString(), "--server", at);
            assertThat(again.awaitExit()).as(again.output()).isZero();
        }
        assertThat(Files.readString(into.resolve("film.vtt"))).isEqualTo(SampleCaptions.file(3));
        assertThat(Files.readString(into.resolve("notes.txt"))).isEqualTo("A note");
        try (var files = Files.list(into)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void a_file_without_captions_is_refused_with_the_line_of_the_error(@TempDir Path directory) throws IOException {
        var file = directory.resolve("film.vtt");
        Files.writeString(file, "These are no captions.");
        try (var server = ServerProcess.start("--port", "0", "--storage", "memory")) {
            var imported = ServerProcess.start(
                    "import", file.toString(), "--server", server.address().toString());

            assertThat(imported.awaitExit()).isEqualTo(1);
            assertThat(imported.output()).startsWith("holdfast: ").containsIgnoringCase("line 1");
        }
    }

    @Test
    void limits_and_origins_are_set_by_options_and_environment_variables() {
        try (var server = ServerProcess.with(
                Map.of("HOLDFAST_MAX_PAGE_SIZE", "2", "HOLDFAST_ALLOW_ORIGIN", "https://a.example,https://b.example"),
                "--port=0",
                "--storage=memory",
                "--max-url-bytes=100")) {
            var client = new TestClient(server.address());

            assertThat(client.get("/api/documents?q=" + "x".repeat(100)).statusCode())
                    .isEqualTo(414);
            client.post("/api/documents?id=film", "text/vtt", SampleCaptions.file(3));
            assertThat(TestClient.json(client.get("/api/documents/film/segments?limit=3"))
                            .get("segments"))
                    .hasSize(2);
            assertThat(client.get("/api/documents?limit=2", "Origin", "https://b.example")
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .contains("https://b.example");
        }
    }

    @Test
    void commands_work_with_a_server_that_requires_a_token_and_never_print_it(@TempDir Path directory)
            throws IOException {
        var file = Files.writeString(directory.resolve("film.vtt"), SampleCaptions.file(3));
        var tokens = directory.resolve("tokens").toString();
        var admin = token("Ana", "admin", tokens);
        var reader = token("Ben", "reader", tokens);
        try (var server = ServerProcess.start("--port", "0", "--storage", "memory", "--tokens", tokens)) {
            var at = server.address().toString();

            output(
                    1,
                    "none was sent. Give one with --token or HOLDFAST_TOKEN",
                    Map.of(),
                    "import",
                    file + "",
                    "--server",
                    at);
            output(1, "does not know the token", Map.of("HOLDFAST_TOKEN", "wr0ng"), "verify", "x", "--server", at);
            output(1, "role admin", Map.of("HOLDFAST_TOKEN", reader), "import", file + "", "--server", at);
            var imported =
                    output(0, "as document", Map.of("HOLDFAST_TOKEN", admin), "import", file + "", "--server", at);
            var id = imported.replaceFirst("(?s).* as document ", "");
            var verified = outputOfLines(2, 0, "is valid", Map.of(), "verify", id, "--server", at, "--token", reader);
            assertThat(verified).doesNotContain(reader).contains("Its tip is 1-");
        }
    }

    private static String token(String name, String role, String tokens) {
        var created = ServerProcess.start("token", name, "--role", role, "--tokens", tokens);
        assertThat(created.awaitExit()).as(created.output()).isZero();
        return created.output();
    }

    /** Runs a command, requires one line of output without any token, and returns it. */
    private static String output(int exit, String part, Map<String, String> environment, String... arguments) {
        return outputOfLines(1, exit, part, environment, arguments);
    }

    private static String outputOfLines(
            int lines, int exit, String part, Map<String, String> environment, String... arguments) {
        var process = ServerProcess.with(environment, arguments);
        assertThat(process.awaitExit()).as(process.output()).isEqualTo(exit);
        assertThat(process.output()).contains(part).hasLineCount(lines);
        environment.values().forEach(token -> assertThat(process.output()).doesNotContain(token));
        return process.output();
    }

    @Test
    void the_log_of_a_deleted_document_can_be_verified() {
        try (var server = ServerProcess.start("--port", "0", "--storage", "memory")) {
            var client = new TestClient(server.address());
            client.post("/api/documents?id=film", "text/vtt", SampleCaptions.file(3));
            assertThat(client.delete("/api/documents/film").statusCode()).isEqualTo(204);

            outputOfLines(
                    2,
                    0,
                    "film, which is deleted, is valid",
                    Map.of(),
                    "verify",
                    "film",
                    "--server",
                    server.address() + "");
        }
    }
}
