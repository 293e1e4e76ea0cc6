package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Glob patterns in the arguments of import. */
final class FilePatternTest {

    private static final List<String> FILES = List.of(
            "b.vtt", "a.vtt", "a.srt", ".hidden.vtt", "a[1].vtt", "one/c.vtt", "one/two/d.vtt", "one/notes.txt");

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void files() throws IOException {
        for (var name : FILES) {
            Files.createDirectories(directory.resolve(name).getParent());
            Files.writeString(directory.resolve(name), "WEBVTT");
        }
    }

    private List<String> found(String pattern) {
        return FilePattern.of(directory + "/" + pattern).files().stream()
                .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.vtt        | a.vtt a[1].vtt b.vtt",
                "?.{vtt,srt}  | a.srt a.vtt b.vtt",
                "[ab].vtt     | a.vtt b.vtt",
                "*/*.vtt      | one/c.vtt",
                "**/*.vtt     | one/c.vtt one/two/d.vtt",
                "**.vtt       | a.vtt a[1].vtt b.vtt one/c.vtt one/two/d.vtt",
                "one/*        | one/c.vtt one/notes.txt",
                "a[1].vtt     | a[1].vtt",
                "missing.vtt  | missing.vtt",
            })
    void a_pattern_finds_the_matching_files_in_order(String pattern, String files) {
        assertThat(found(pattern)).containsExactly(files.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"*.ttml", "none/*.vtt", "[a.vtt"})
    void a_pattern_without_a_match_is_reported(String pattern) {
        assertThatThrownBy(() -> found(pattern))
                .isInstanceOf(UnusableFile.class)
                .message()
                .contains(pattern.replaceFirst("/.*", ""));
    }

    @Test
    void a_pattern_without_a_directory_searches_the_current_one() {
        assertThat(FilePattern.of("pom.{xml,json}").files()).containsExactly(Path.of("pom.xml"));
    }
}
