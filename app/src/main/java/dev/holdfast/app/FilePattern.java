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
 * The name of a file, or a pattern of names for shells that do not expand patterns themselves: {@code *}, {@code ?}, {@code [a-z]}
 * and <code>{a,b}</code> within a name, {@code **} across directories.
 */
record FilePattern(String text) {

    /** The pattern with the separators of patterns, whatever those of files are. */
    static FilePattern of(String argument) {
        return new FilePattern(argument.replace(File.separatorChar, '/'));
    }

    /**
     * The files that it names, in the order of their names.
     *
     * @throws UnusableFile if it is a pattern that no file fits, or cannot be the name of a file
     */
    List<Path> files() {
        var literal = literal();
        var wildcard = firstWildcard();
        if (literal.filter(Files::exists).isPresent() || (wildcard < 0 && literal.isPresent())) {
            return literal.stream().toList();
        }
        var files = wildcard < 0 ? List.<Path>of() : matches(text.lastIndexOf('/', wildcard));
        if (files.isEmpty()) {
            throw new UnusableFile("There is no file like %s.".formatted(text));
        }
        return files;
    }

    /** A file may be called like a pattern; but not on every system. */
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
     * @param slash the end of the directory below which to look; less than 0 for the current one
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
            throw new UnusableFile("%s is no pattern of file names: %s.".formatted(text, e.getDescription()));
        } catch (IOException e) {
            throw new UnusableFile("cannot be read", directory, e);
        } catch (UncheckedIOException e) { // of a directory further down
            throw new UnusableFile("%s cannot be looked for: %s.".formatted(text, e.getMessage()));
        }
    }

    private static boolean isHidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }
}
