package dev.holdfast.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Log of the PostgreSQL server and of the programs that control it. */
record ServerLog(Path file) {

    /** Not at the beginning of a line, because pg_ctl writes dots there while it waits. */
    private static final Pattern FAILURE = Pattern.compile("(?:FATAL|PANIC|postgres): +(.+)$");

    /** The reason of the last failure, and the name of the log. */
    String reason() {
        return lastFailure().map(reason -> reason + ". ").orElse("") + "See its log: " + file;
    }

    private Optional<String> lastFailure() {
        try {
            var lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines();
            return lines.map(FAILURE::matcher)
                    .filter(failure -> failure.find())
                    .map(failure -> failure.group(1).strip())
                    .reduce((earlier, later) -> later);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
