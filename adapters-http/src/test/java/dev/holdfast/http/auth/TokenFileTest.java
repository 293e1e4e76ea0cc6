package dev.holdfast.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.AccessPolicy.Action;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.http.testing.LoggedLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens file of a running server: its changes, its faults and its loss. */
final class TokenFileTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Author ANA = Author.verified("Ana");

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private Path file;

    @BeforeEach
    void choose_a_file() {
        file = directory.resolve("tokens");
    }

    private String added(String name, Role role) {
        return new IssuedTokens(file, now::get).add(name, role, Optional.empty(), new SecureRandom());
    }

    /** The file, whose changes take effect at once. */
    private TokenFile read() {
        return TokenFile.read(file, now::get, Duration.ZERO);
    }

    private static boolean isValid(TokenFile tokens, String token) {
        return tokens.find(token)
                .filter(entry -> tokens.invalidity(entry).isEmpty())
                .isPresent();
    }

    private void replace(String text, String by) throws IOException {
        Files.writeString(file, Files.readString(file).replace(text, by));
    }

    @Test
    void a_revoked_token_is_refused_although_another_line_has_a_slip() throws IOException {
        var ana = added("Ana", Role.EDITOR);
        var ben = added("Ben", Role.EDITOR);
        var tokens = read();
        var line = Files.readAllLines(file).get(0);

        replace(line, "a line that somebody broke");

        assertThat(isValid(tokens, ana)).isFalse();
        assertThat(isValid(tokens, ben)).isTrue();
    }

    @Test
    void a_change_is_noticed_although_size_and_time_of_the_file_stay() throws IOException {
        var ana = added("Ana", Role.EDITOR);
        var tokens = read();
        var time = Files.getLastModifiedTime(file);
        var line = Files.readString(file);

        Files.writeString(file, (line.charAt(0) == '0' ? '1' : '0') + line.substring(1));
        Files.setLastModifiedTime(file, time);

        assertThat(isValid(tokens, ana)).isFalse();
    }

    @Test
    void without_the_file_no_token_is_valid_until_it_is_back() throws IOException {
        var ana = added("Ana", Role.ADMIN);
        var tokens = read();
        var away = directory.resolve("away");

        try (var log = new LoggedLines()) {
            Files.move(file, away);
            assertThat(isValid(tokens, ana)).isFalse();
            assertThat(isValid(tokens, ana)).isFalse();
            assertThat(tokens.mayCreate(ANA)).isFalse();
            assertThat(log.lines())
                    .containsExactly(
                            "tokens-unreadable file=%s reason=\"the file does not exist; no token is valid until it can be read\""
                                    .formatted(file));

            Files.move(away, file);
            assertThat(isValid(tokens, ana)).isTrue();
            assertThat(tokens.mayCreate(ANA)).isTrue();
            assertThat(log.lines())
                    .hasSize(2)
                    .last()
                    .isEqualTo("tokens-read file=%s lines=1 unusable=0".formatted(file));
        }
    }

    @Test
    void a_file_that_is_written_in_place_is_never_seen_empty() throws Exception {
        var ana = added("Ana", Role.EDITOR);
        var tokens = read();
        var content = Files.readString(file);
        var isDone = new AtomicBoolean();
        var writer = Executors.newSingleThreadExecutor();
        try {
            var written = writer.submit(() -> {
                for (var i = 0; i < 8; i++) {
                    Files.writeString(file, "");
                    Files.writeString(file, content + "# change " + i + "\n");
                    LockSupport.parkNanos(500_000_000);
                }
                isDone.set(true);
                return true;
            });
            while (!isDone.get()) {
                assertThat(isValid(tokens, ana)).isTrue();
            }
            assertThat(written.get()).isTrue();
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void a_file_that_is_a_directory_or_too_long_is_refused_as_a_whole() throws IOException {
        var ana = added("Ana", Role.ADMIN);
        var tokens = read();
        var content = Files.readString(file);

        Files.writeString(file, content + ("# " + "x".repeat(1_000_000) + "\n").repeat(17));
        assertThat(isValid(tokens, ana)).isFalse();
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(isValid(tokens, ana)).isFalse();
        Files.delete(file);
        Files.writeString(file, content);
        assertThat(isValid(tokens, ana)).isTrue();
    }

    @Test
    void the_log_names_a_line_that_cannot_be_read_by_its_number_only() throws IOException {
        var ana = added("Ana", Role.EDITOR);
        var digest = TokenEntry.digest("secret");

        try (var log = new LoggedLines()) {
            Files.writeString(file, digest + " boss Zoe\n" + Files.readString(file));
            var tokens = read();

            assertThat(isValid(tokens, ana)).isTrue();
            assertThat(log.lines())
                    .containsExactly(
                            "tokens-line-unusable file=%s line=1 reason=\"not a token, a role and a name\""
                                    .formatted(file),
                            "tokens-read file=%s lines=1 unusable=1".formatted(file));
        }
    }

    @Test
    void a_change_is_told_with_its_facts() throws IOException {
        var ana = added("Ana", Role.EDITOR);
        var tokens = read();
        try (var log = new LoggedLines()) {
            assertThat(isValid(tokens, ana)).isTrue();
            assertThat(log.lines()).isEmpty();

            Files.writeString(
                    file,
                    "# people\n" + Files.readString(file) + TokenEntry.digest("x") + " admin Ana\n"
                            + TokenEntry.digest("y") + " reader expires=2026-01-01T00:00:00Z Ben\n");

            assertThat(isValid(tokens, ana)).isTrue();
            assertThat(log.lines())
                    .containsExactly(
                            "tokens-line-unusable file=%s line=3 reason=\"another role than an earlier token of this name\""
                                    .formatted(file),
                            "tokens-read file=%s lines=1 unusable=1".formatted(file));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s\n",
                "%s",
                "%s\r\n",
                "%s\r",
                "\uFEFF%s\n",
                "\n\n%s\n\n",
                "# comment\n%s\n",
                "  %s  \n",
                "\t%s",
                "# \u00e9 comment without an end",
                "#%s\n%s",
                "%s\nx",
                "x\n%s"
            })
    void a_token_counts_in_any_form_of_line(String form) throws IOException {
        var ana = added("Ana", Role.EDITOR);
        var line = Files.readString(file).strip();

        Files.writeString(file, form.contains("%s") ? form.replace("%s", line) : line + "\n" + form);

        assertThat(isValid(read(), ana)).isTrue();
    }

    @Test
    void bytes_that_are_no_text_take_away_their_line_only() throws IOException {
        var ana = added("Ana", Role.EDITOR);
        var ben = added("J\u00fcrgen", Role.EDITOR);
        var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);

        Files.write(file, bytes.replace("Ana", "An\u00e9").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(isValid(read(), ana)).isFalse();
        assertThat(isValid(read(), ben)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "created=yesterday expires=2027-01-01T00:00:00Z Zoe",
                "expires=tomorrow Zoe",
                "expires=2027-01-01T00:00:00Z",
                "expires=2027-01-01T00:00:00Z created=2026-01-01T00:00:00Z Zoe",
                "expires=2027-01-01T00:00:00Z expires=2099-01-01T00:00:00Z Zoe",
                "expires= Zoe"
            })
    void a_line_with_a_field_that_cannot_be_read_is_no_token(String rest) throws IOException {
        var ana = added("Ana", Role.EDITOR);

        Files.writeString(file, Files.readString(file) + TokenEntry.digest("secret") + " editor " + rest + "\n");

        assertThat(isValid(read(), "secret")).isFalse();
        assertThat(isValid(read(), ana)).isTrue();
    }

    @Test
    void a_very_long_line_is_no_token_and_takes_away_no_other() throws IOException {
        var ana = added("Ana", Role.EDITOR);

        Files.writeString(
                file, TokenEntry.digest("secret") + " editor " + " ".repeat(1_000) + "Zoe\n" + Files.readString(file));

        assertThat(isValid(read(), "secret")).isFalse();
        assertThat(isValid(read(), ana)).isTrue();
    }

    @Test
    void a_line_of_an_earlier_version_goes_on_to_work() throws IOException {
        Files.writeString(file, TokenEntry.digest("secret") + " reader Ed the Second\n");

        var entry = read().find("secret").orElseThrow();

        assertThat(entry.author().name()).isEqualTo("Ed the Second");
        assertThat(entry.created()).isEmpty();
        assertThat(read().invalidity(entry)).isEmpty();
    }

    @Test
    void two_tokens_of_one_name_and_role_are_both_valid() {
        var one = added("Ana", Role.EDITOR);
        var two = added("Ana", Role.EDITOR);

        assertThat(isValid(read(), one)).isTrue();
        assertThat(isValid(read(), two)).isTrue();
    }

    @Test
    void a_line_that_gives_a_name_another_role_takes_away_its_token_only() throws IOException {
        var first = added("Ana", Role.READER);
        Files.writeString(file, Files.readString(file) + TokenEntry.digest("secret") + " admin Ana\n");

        assertThat(isValid(read(), first)).isTrue();
        assertThat(isValid(read(), "secret")).isFalse();
        assertThat(read().allows(ANA, Action.MANAGE, new DocumentId("d"))).isFalse();
    }

    @Test
    void a_token_that_occurs_twice_is_that_of_the_first_name() throws IOException {
        Files.writeString(
                file, TokenEntry.digest("secret") + " reader Ana\n" + TokenEntry.digest("secret") + " admin Ben\n");

        assertThat(read().find("secret").map(TokenEntry::author)).contains(ANA);
    }

    @Test
    void a_token_expires_and_its_name_may_then_have_another_role() {
        var issued = new IssuedTokens(file, now::get);
        var admin = issued.add("Ana", Role.ADMIN, Optional.of(NOON.plusSeconds(60)), new SecureRandom());
        var tokens = read();
        assertThat(isValid(tokens, admin)).isTrue();
        var principal = tokens.find(admin).orElseThrow().principal();

        now.set(NOON.plusSeconds(60));

        assertThat(isValid(tokens, admin)).isFalse();
        assertThat(tokens.holds(principal)).isFalse();
        assertThat(tokens.mayCreate(ANA)).isFalse();
        assertThat(isValid(tokens, added("Ana", Role.READER))).isTrue();
    }

    @Test
    void a_person_whose_role_changed_is_not_held_any_more() throws IOException {
        var ana = added("Ana", Role.EDITOR);
        var tokens = read();
        var principal = tokens.find(ana).orElseThrow().principal();
        assertThat(tokens.holds(principal)).isTrue();

        replace(" editor ", " reader ");

        assertThat(isValid(tokens, ana)).isTrue();
        assertThat(tokens.holds(principal)).isFalse();
    }

    @Test
    void a_change_takes_effect_soon_and_not_every_request_reads_the_file() throws IOException {
        var ana = added("Ana", Role.EDITOR);
        var tokens = TokenFile.read(file, InstantSource.system(), Duration.ofHours(1));
        var soon = TokenFile.read(file);

        Files.delete(file);

        assertThat(isValid(tokens, ana)).isTrue();
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (isValid(soon, ana) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(isValid(soon, ana)).isFalse();
    }

    @Test
    void a_file_without_any_token_is_refused_at_the_start_but_an_empty_one_is_not() throws IOException {
        Files.writeString(file, "# people\n\n<project>\n");
        assertThatThrownBy(this::read).isInstanceOf(UnusableTokens.class).hasMessageContaining("Line 3");

        for (var content : List.of("", "\n", "# nobody yet\n")) {
            Files.writeString(file, content);
            assertThat(isValid(read(), "secret")).isFalse();
        }
    }
}
