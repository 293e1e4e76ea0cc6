package dev.holdfast.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.auth.IssuedTokens.Listed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens file as an operator edits it: nothing of it is lost, whatever it looked like and whoever else writes it. */
final class IssuedTokensTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String OLD_LINE = TokenEntry.digest("secret") + " reader Rita";

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("tokens");
    }

    private IssuedTokens issued() {
        return new IssuedTokens(file(), () -> NOON);
    }

    private String add(String name) {
        return issued().add(name, Role.EDITOR, Optional.empty(), new SecureRandom());
    }

    private boolean isValid(String token) {
        var tokens = TokenFile.read(file(), InstantSource.system(), Duration.ZERO);
        return tokens.find(token)
                .filter(entry -> tokens.invalidity(entry).isEmpty())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "%s\n",
                "%s\r\n",
                "%s\r",
                "\uFEFF%s",
                "# people\n%s",
                "%s\n# last",
                "%s\n\n",
                "%s\nbroken",
                "%s\nbroken\r\n"
            })
    void a_new_token_leaves_every_line_as_it_was(String form) throws IOException {
        var before = form.replace("%s", OLD_LINE);
        Files.writeString(file(), before);

        var ana = add("Ana");

        assertThat(Files.readString(file())).startsWith(before).endsWith(" created=2026-03-01T12:00:00Z Ana\n");
        assertThat(isValid("secret")).isTrue();
        assertThat(isValid(ana)).isTrue();
    }

    @Test
    void bytes_that_are_no_text_stay_as_they_were() throws IOException {
        var before = new byte[] {'#', (byte) 0xE9, 0, (byte) 0xFF};
        Files.write(file(), before);

        add("Ana");

        assertThat(Files.readAllBytes(file())).startsWith(before);
        assertThat(Files.readAllBytes(file())[before.length]).isEqualTo((byte) '\n');
    }

    @Test
    void tokens_that_are_added_at_the_same_time_are_all_there() throws Exception {
        var people = Executors.newFixedThreadPool(8);
        try {
            var tokens = people.invokeAll(IntStream.range(0, 8)
                    .<Callable<String>>mapToObj(person -> () -> add("Person " + person))
                    .toList());

            for (var token : tokens) {
                assertThat(isValid(token.get())).isTrue();
            }
            assertThat(Files.readAllLines(file())).hasSize(8);
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void a_reader_sees_whole_lines_only() throws Exception {
        Files.writeString(file(), OLD_LINE + "\n");
        var isDone = new AtomicBoolean();
        var reader = Executors.newSingleThreadExecutor();
        try {
            var torn = reader.submit(() -> {
                while (!isDone.get()) {
                    var text = Files.readString(file());
                    if (!text.startsWith(OLD_LINE) || !text.endsWith("\n")) {
                        return text;
                    }
                }
                return "";
            });
            for (var i = 0; i < 50; i++) {
                add("Person " + i);
            }
            isDone.set(true);
            assertThat(torn.get(30, TimeUnit.SECONDS)).isEmpty();
        } finally {
            reader.shutdownNow();
        }
    }

    @Test
    void what_a_crash_left_beside_the_file_is_not_in_the_way() throws IOException {
        Files.writeString(file(), OLD_LINE + "\n");
        Files.writeString(directory.resolve(".tokens.new"), "half a li");

        var ana = add("Ana");

        assertThat(isValid(ana)).isTrue();
        assertThat(isValid("secret")).isTrue();
        assertThat(names()).containsExactlyInAnyOrder("tokens", ".tokens.lock");
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test
    void the_file_keeps_its_permissions_and_a_link_stays_a_link() throws IOException {
        var real = directory.resolve("real");
        Files.writeString(real, OLD_LINE);
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(file(), Path.of("real"));

        var ana = add("Ana");

        assertThat(Files.isSymbolicLink(file())).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
        assertThat(isValid(ana)).isTrue();
        assertThat(isValid("secret")).isTrue();
    }

    @Test
    void a_link_that_leads_nowhere_gets_its_file_and_one_to_itself_an_error() throws IOException {
        Files.createSymbolicLink(file(), Path.of("real"));
        assertThat(isValid(add("Ana"))).isTrue();
        assertThat(Files.isRegularFile(directory.resolve("real"))).isTrue();

        var circle = Files.createSymbolicLink(directory.resolve("circle"), Path.of("circle"));
        assertThatThrownBy(() -> TokenFile.add(circle, "Ana", Role.EDITOR, new SecureRandom()))
                .isInstanceOf(UnusableTokens.class)
                .hasMessageContaining("leads to itself");
    }

    /** A name that leaves no room for that of the new file has the effect of a directory that takes no file, for any user. */
    @Test
    void where_no_file_can_be_written_beside_it_the_file_stays_as_it_was() throws IOException {
        var file = directory.resolve("t".repeat(252));
        Files.writeString(file, OLD_LINE);

        assertThatThrownBy(() -> TokenFile.add(file, "Ana", Role.EDITOR, new SecureRandom()))
                .isInstanceOf(UnusableTokens.class)
                .hasMessageContaining("nothing was changed");

        assertThat(Files.readString(file)).isEqualTo(OLD_LINE);
        assertThat(names()).containsExactly(file.getFileName().toString());
    }

    @Test
    void a_name_with_another_role_is_refused_and_nothing_is_written() throws IOException {
        Files.writeString(file(), OLD_LINE);

        assertThatThrownBy(() -> add("Rita"))
                .isInstanceOf(UnusableTokens.class)
                .hasMessageContaining("Rita has the role reader")
                .hasMessageContaining("--revoke");
        assertThat(Files.readString(file())).isEqualTo(OLD_LINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"created=Ana", "expires=2027-01-01T00:00:00Z"})
    void a_name_that_a_line_cannot_hold_is_refused(String name) {
        assertThatThrownBy(() -> add(name)).isInstanceOf(UnusableTokens.class);
        assertThat(file()).doesNotExist();
    }

    @Test
    void a_revoked_name_loses_its_tokens_and_all_other_lines_stay_byte_by_byte() throws IOException {
        Files.writeString(file(), "# people\r\n" + OLD_LINE + "\r\nbroken Rita\r\n\n");
        var before = Files.readString(file());
        var one = add("Ana");
        var two = add("Ana");
        var anabel = add("Anabel");
        var kept = Files.readAllLines(file()).get(6);

        assertThat(issued().revoke("Ana")).isEqualTo(2);

        assertThat(isValid(one)).isFalse();
        assertThat(isValid(two)).isFalse();
        assertThat(isValid(anabel)).isTrue();
        assertThat(Files.readString(file())).isEqualTo(before + kept + "\n");
        assertThat(issued().revoke("Ana")).isZero();
    }

    @Test
    void the_list_shows_names_roles_times_and_states_and_no_secret() throws IOException {
        Files.writeString(file(), OLD_LINE + "\nbroken\n");
        var token = issued().add("Ana", Role.ADMIN, Optional.of(NOON.plusSeconds(60)), new SecureRandom());
        var later = new IssuedTokens(file(), () -> NOON.plusSeconds(60));

        var before = issued().list();
        var after = later.list();

        assertThat(before)
                .containsExactly(
                        new Listed(
                                1,
                                Optional.of(Role.READER),
                                Optional.of("Rita"),
                                Optional.empty(),
                                Optional.empty(),
                                "valid"),
                        new Listed(
                                2,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                "line 2 cannot be read"),
                        new Listed(
                                3,
                                Optional.of(Role.ADMIN),
                                Optional.of("Ana"),
                                Optional.of(NOON),
                                Optional.of(NOON.plusSeconds(60)),
                                "valid"));
        assertThat(after.get(2).state()).isEqualTo("expired");
        assertThat(Stream.of(before, after).map(Object::toString))
                .noneMatch(text -> text.contains(token) || text.contains(TokenEntry.digest(token)));
    }

    @Test
    void a_missing_file_can_neither_be_listed_nor_be_made_by_a_revocation() {
        assertThatThrownBy(() -> issued().list()).isInstanceOf(UnusableTokens.class);
        assertThatThrownBy(() -> issued().revoke("Ana")).isInstanceOf(UnusableTokens.class);
        assertThat(file()).doesNotExist();
    }
}
