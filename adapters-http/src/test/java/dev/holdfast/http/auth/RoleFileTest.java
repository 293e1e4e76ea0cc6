package dev.holdfast.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.testing.LoggedLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoleFileTest {

    @TempDir
    private Path directory = Path.of("");

    private final LoggedLines events = new LoggedLines();
    private Path file = Path.of("");

    @BeforeEach
    void a_file() {
        file = directory.resolve("roles");
    }

    @AfterEach
    void stop() {
        events.close();
    }

    private RoleFile roles(String content) throws IOException {
        Files.writeString(file, content);
        return RoleFile.read(file, Duration.ZERO);
    }

    @Test
    void each_line_names_a_role_and_a_person() throws IOException {
        var roles = roles("\uFEFF# people\r\n\r\nadmin Ana Maria\r\n  reader\tJ\u00fcrgen  \neditor ann@example.org");

        assertThat(roles.role("Ana Maria", Role.EDITOR)).isEqualTo(Role.ADMIN);
        assertThat(roles.role("J\u00fcrgen", Role.EDITOR)).isEqualTo(Role.READER);
        assertThat(roles.role("ann@example.org", Role.READER)).isEqualTo(Role.EDITOR);
        assertThat(roles.role("ana maria", Role.EDITOR)).isEqualTo(Role.EDITOR);
        assertThat(events.lines()).containsExactly("roles-read file=%s lines=3 unusable=0".formatted(file));
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense, EDITOR",
        "boss Ben, READER",
        "Admin Ben, READER",
        "admin, EDITOR",
        "'admin Ben\u202E', EDITOR",
        "'admin Ben\nreader Ben', READER",
        "'reader Ben\nadmin Ben', READER",
    })
    void a_line_that_cannot_be_used_takes_only_itself_and_gives_no_right(String lines, Role role) throws IOException {
        var roles = roles("admin Ana\n" + lines + "\nadmin Cleo");

        assertThat(roles.role("Ben", Role.EDITOR)).isEqualTo(role);
        assertThat(roles.role("Ana", Role.EDITOR)).isEqualTo(Role.ADMIN);
        assertThat(roles.role("Cleo", Role.EDITOR)).isEqualTo(Role.ADMIN);
        assertThat(events.lines())
                .anyMatch(line -> line.startsWith(
                        "roles-line-unusable file=%s line=%d reason=".formatted(file, lines.contains("\n") ? 3 : 2)))
                .anyMatch(line -> line.endsWith(" unusable=1"))
                .noneMatch(line -> line.contains("nonsense") || line.contains("boss"));
    }

    @Test
    void bytes_that_are_no_utf8_take_only_their_line() throws IOException {
        Files.write(file, "admin Ana\nadmin J\u00fcrgen\n".getBytes(StandardCharsets.ISO_8859_1));

        var roles = RoleFile.read(file, Duration.ZERO);

        assertThat(roles.role("Ana", Role.EDITOR)).isEqualTo(Role.ADMIN);
        assertThat(roles.role("J\uFFFDrgen", Role.EDITOR)).isEqualTo(Role.EDITOR);
    }

    @Test
    void a_change_takes_effect_also_with_the_same_time_and_length() throws IOException {
        var roles = roles("admin  Ana");
        var time = Files.getLastModifiedTime(file);

        Files.writeString(file, "reader Ana");
        Files.setLastModifiedTime(file, time);

        assertThat(roles.role("Ana", Role.EDITOR)).isEqualTo(Role.READER);
    }

    @Test
    void while_the_file_is_missing_everybody_has_the_least_role_which_is_told_once() throws IOException {
        var roles = roles("admin Ana");

        Files.delete(file);
        assertThat(roles.role("Ana", Role.EDITOR)).isEqualTo(Role.READER);
        assertThat(roles.role("Ben", Role.ADMIN)).isEqualTo(Role.READER);
        assertThat(events.lines())
                .filteredOn(line -> line.startsWith("roles-unreadable"))
                .singleElement()
                .asString()
                .contains("does not exist");

        Files.writeString(file, "admin Ana");
        assertThat(roles.role("Ana", Role.EDITOR)).isEqualTo(Role.ADMIN);
        assertThat(roles.role("Ben", Role.ADMIN)).isEqualTo(Role.ADMIN);
    }

    @Test
    void a_file_that_is_missing_at_the_start_is_refused() {
        assertThatThrownBy(() -> RoleFile.read(file))
                .isInstanceOf(UnusableTokens.class)
                .hasMessageContaining("roles file")
                .hasMessageContaining("does not exist");
    }

    @Test
    void a_file_that_is_a_directory_or_too_long_gives_no_right() throws IOException {
        var roles = roles("admin Ana");

        Files.writeString(file, "admin Ana\n" + ("# " + "x".repeat(1_000_000) + "\n").repeat(17));
        assertThat(roles.role("Ana", Role.EDITOR)).isEqualTo(Role.READER);
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(roles.role("Ana", Role.EDITOR)).isEqualTo(Role.READER);
        Files.delete(file);
        Files.writeString(file, "admin Ana");

        assertThat(roles.role("Ana", Role.EDITOR)).isEqualTo(Role.ADMIN);
    }

    @Test
    void a_file_that_is_written_in_place_is_never_seen_empty() throws Exception {
        var roles = roles("admin Ana\n");
        var isDone = new AtomicBoolean();
        var writer = Executors.newSingleThreadExecutor();
        try {
            var written = writer.submit(() -> {
                for (var i = 0; i < 4; i++) {
                    Files.writeString(file, "");
                    Files.writeString(file, "admin Ana\n# change " + i + "\n");
                    LockSupport.parkNanos(500_000_000);
                }
                isDone.set(true);
                return true;
            });
            while (!isDone.get()) {
                assertThat(roles.role("Ana", Role.EDITOR)).isEqualTo(Role.ADMIN);
            }
            assertThat(written.get()).isTrue();
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void not_every_request_reads_the_file() throws IOException {
        Files.writeString(file, "admin Ana");
        var roles = RoleFile.read(file, Duration.ofHours(1));

        Files.delete(file);

        assertThat(roles.role("Ana", Role.EDITOR)).isEqualTo(Role.ADMIN);
    }

    @Test
    void of_a_file_full_of_lines_that_cannot_be_used_the_log_names_the_first() throws IOException {
        roles("nonsense\n".repeat(1_000));

        assertThat(events.lines())
                .hasSize(21)
                .last()
                .isEqualTo("roles-read file=%s lines=0 unusable=1000".formatted(file));
    }
}
