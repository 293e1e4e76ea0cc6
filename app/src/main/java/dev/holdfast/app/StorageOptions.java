package dev.holdfast.app;

import dev.holdfast.postgres.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options for the storage of the documents. */
final class StorageOptions {

    @Option(
            names = "--storage",
            defaultValue = "embedded",
            description = {
                "The storage of the documents (default: ${DEFAULT-VALUE}):",
                "embedded  a PostgreSQL server that Holdfast runs in the data directory;",
                "postgres  the PostgreSQL database of --database-url;",
                "memory    in memory only: all documents are lost when the server stops."
            })
    private Storage storage = Storage.EMBEDDED;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            defaultValue = "holdfast-data",
            description = "The data directory of embedded storage (default: ./${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = {
                "The database of postgres storage, for example",
                "jdbc:postgresql://localhost/holdfast?user=holdfast&password=secret.",
                "Prefer HOLDFAST_DATABASE_URL, because other users can see the command line."
            })
    private @Nullable String databaseUrl;

    @Option(
            names = "--database-schema",
            paramLabel = "NAME",
            description = {
                "The schema of postgres storage (default: holdfast). It is created if it is missing. Tables that a version",
                "without a schema of its own left in the schema public are moved to it, unless public is named here."
            })
    private @Nullable String databaseSchema;

    @Option(
            names = "--wait-for-database",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = {
                "The longest wait for a database that is still being started, for example 60s",
                "(default: no wait for an address where nothing listens)."
            })
    private Duration databaseWait = Duration.ZERO;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    Storage storage() {
        return storage;
    }

    Path data() {
        return data;
    }

    Optional<String> databaseUrl() {
        return Optional.ofNullable(databaseUrl);
    }

    /** The schema of the tables; {@link #requireValid} refuses a name that is none. */
    Schema databaseSchema() {
        return databaseSchema == null ? Schema.DEFAULT : Schema.named(databaseSchema);
    }

    Duration databaseWait() {
        return databaseWait;
    }

    void requireValid() {
        if (storage == Storage.POSTGRES && databaseUrl == null) {
            throw invalid("--storage postgres needs --database-url or HOLDFAST_DATABASE_URL.");
        }
        if (storage != Storage.POSTGRES && databaseUrl != null) {
            throw invalid("--database-url (or HOLDFAST_DATABASE_URL) is for --storage postgres, not for --storage "
                    + storage.name().toLowerCase(Locale.ROOT) + ".");
        }
        requireValidSchema();
    }

    private void requireValidSchema() {
        if (databaseSchema != null && storage != Storage.POSTGRES) {
            throw invalid("--database-schema is for --storage postgres.");
        }
        try {
            databaseSchema();
        } catch (IllegalArgumentException e) {
            throw invalid("--database-schema: " + e.getMessage());
        }
    }

    /** The same for a command that needs documents which outlive a process. */
    void requireDurable() {
        requireValid();
        if (storage == Storage.MEMORY) {
            throw invalid(
                    "--storage memory keeps nothing that this command could read or write; use embedded or postgres.");
        }
    }

    private ParameterException invalid(String message) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
    }
}
