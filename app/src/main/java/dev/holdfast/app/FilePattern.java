package dev.holdfast.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * File name or glob pattern, for shells that do not expand patterns: {@code *}, {@code ?}, {@code [a-z]} and
 * <code>{a,b}</code> within a name, {@code **} across directories.
 */
record FilePattern(String text) {

    /** Creates a pattern, with {@code /} as the separator on every system. */
    static FilePattern of(String argument) {
        return new FilePattern(argument.replace(File.separatorChar, '/'));
    }

    /**
     * Returns the matching files, sorted by name.
     *
     * @throws UnusableFile if no file matches the pattern, or the pattern is invalid
     */
    List<Path> files() {
        var literal = literal();
        var wildcard = firstWildcard();
        if (literal.filter(Files::exists).isPresent() || (wildcard < 0 && literal.isPresent())) {
            return literal.stream().toList();
        }
        var files = wildcard < 0 ? List.<Path>of() : matches(text.lastIndexOf('/', wildcard));
        if (files.isEmpty()) {
            throw new UnusableFile("No file matches %s.".formatted(text));
        }
        return files;
    }

    /** The pattern as a file name. Empty where the system does not allow such a name. */
    private Optional<Path> literal() {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private int firstWildcard() {
        for (var i = 0; i < text.length(); i++) {
            if ("*?[{".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Searches the directory before the first wildcard.
     *
     * @param slash the index of the separator after that directory; negative for the current directory
     */
    private List<Path> matches(int slash) {
        var directory = Path.of(slash < 0 ? "" : text.substring(0, Math.max(1, slash)));
        var below = text.substring(slash + 1);
        var depth = below.contains("**") ? Integer.MAX_VALUE : below.split("/", -1).length;
        try (var walk = Files.walk(directory, depth)) {
            var matcher = FileSystems.getDefault().getPathMatcher("glob:" + below);
            return walk.filter(file -> matcher.matches(directory.relativize(file)))
                    .filter(file -> Files.isRegularFile(file) && !isHidden(file))
                    .sorted()
                    .toList();
        } catch (PatternSyntaxException e) {
            throw new UnusableFile("%s is not a valid file pattern: %s.".formatted(text, e.getDescription()));
        } catch (IOException e) {
            throw new UnusableFile("cannot be read", directory, e);
        } catch (UncheckedIOException e) { // thrown for a subdirectory
            throw new UnusableFile("Cannot search for %s: %s.".formatted(text, e.getMessage()));
        }
    }

    private static boolean isHidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }
}
