package dev.holdfast.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Layout of the data directory of an embedded database. */
record DataDirectory(Path root) {

    /** The major version of the bundled binaries. The files of another major version are incompatible. */
    static final String MAJOR_VERSION = "17";

    /** Returns the data directory at a path, and creates it if missing. */
    static DataDirectory in(Path data) {
        var root = data.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new EmbeddedDatabaseFailure(
                    "Cannot create the data directory %s: %s. Choose another with --data.".formatted(root, reason(e)),
                    e);
        }
        return new DataDirectory(root);
    }

    /** The file that a running server locks. */
    Path lock() {
        return root.resolve("lock");
    }

    /** The PostgreSQL cluster. */
    Path postgres() {
        return root.resolve("postgres");
    }

    /** The PostgreSQL cluster while it is initialized. */
    Path unfinished() {
        return root.resolve("postgres-unfinished");
    }

    /** The unpacked PostgreSQL binaries. */
    Path binaries() {
        return root.resolve("postgres-programs");
    }

    /** The PostgreSQL binaries while they are unpacked. */
    Path unfinishedBinaries() {
        return root.resolve("postgres-programs-unfinished");
    }

    /** The PostgreSQL log since the last start. */
    Path log() {
        return root.resolve("postgres.log");
    }

    /** The PostgreSQL log of the start before. */
    Path previousLog() {
        return root.resolve("postgres.log.previous");
    }

    /** The data directory that an upgrade to another major version of PostgreSQL fills, before it takes the place of the old cluster. */
    DataDirectory upgraded() {
        return new DataDirectory(root.resolve("upgrade"));
    }

    /** The cluster of an older major version, which an upgrade leaves behind. */
    Path kept(String version) {
        return root.resolve("postgres-" + version);
    }

    /** The password of the cluster of an older major version. */
    Path keptPassword(String version) {
        return root.resolve("postgres-%s-password".formatted(version));
    }

    Path passwordFile() {
        return root.resolve("postgres-password");
    }

    String password() {
        try {
            return Files.readString(passwordFile(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new EmbeddedDatabaseFailure(
                    "Cannot read the database password from %s: %s. Restore the file from a backup. Without one, set"
                                    .formatted(passwordFile(), reason(e))
                            + " authentication to 'trust' in pg_hba.conf, set a new password, write it to the file, and undo the change.",
                    e);
        }
    }

    /**
     * Returns true if the directory has a compatible cluster, false if it has none.
     *
     * @throws EmbeddedDatabaseFailure if it has an incompatible cluster, or an upgrade was interrupted
     */
    boolean hasCluster() {
        if (Files.exists(upgraded().postgres())) {
            throw new EmbeddedDatabaseFailure(
                    "An upgrade of %s was interrupted. Run 'holdfast upgrade --data %s' again.".formatted(root, root));
        }
        var version = version();
        version.filter(found -> !found.equals(MAJOR_VERSION)).ifPresent(found -> {
            throw new EmbeddedDatabaseFailure(
                    ("%s was created by PostgreSQL %s, but this version of Holdfast has PostgreSQL %s. Run 'holdfast upgrade --data %s',"
                                    + " which keeps the old files, or start the version of Holdfast that created it.")
                            .formatted(postgres(), found, MAJOR_VERSION, root));
        });
        return version.isPresent();
    }

    /**
     * The major version of PostgreSQL that created the cluster; empty if there is none.
     *
     * @throws EmbeddedDatabaseFailure if there is something else in its place
     */
    Optional<String> version() {
        if (!Files.exists(postgres(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Files.readString(postgres().resolve("PG_VERSION")).strip());
        } catch (IOException e) {
            throw new EmbeddedDatabaseFailure(
                    "%s is not a PostgreSQL cluster (%s). Move it away, or choose another directory with --data."
                            .formatted(postgres(), reason(e)),
                    e);
        }
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName().replace("Exception", "") + " " + failure.getMessage();
    }
}
