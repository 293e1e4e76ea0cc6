package dev.holdfast.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

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
     * @throws EmbeddedDatabaseFailure if it has an incompatible cluster
     */
    boolean hasCluster() {
        if (!Files.exists(postgres(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        var versionFile = postgres().resolve("PG_VERSION");
        String version;
        try {
            version = Files.readString(versionFile).strip();
        } catch (IOException e) {
            throw new EmbeddedDatabaseFailure(
                    "%s is not a PostgreSQL cluster (%s). Move it away, or choose another directory with --data."
                            .formatted(postgres(), reason(e)),
                    e);
        }
        if (!version.equals(MAJOR_VERSION)) {
            throw new EmbeddedDatabaseFailure(
                    "%s was created by PostgreSQL %s, but this version of Holdfast has PostgreSQL %s. Start the version of Holdfast"
                                    .formatted(postgres(), version, MAJOR_VERSION)
                            + " that created it, or move the data with pg_dump.");
        }
        return true;
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName().replace("Exception", "") + " " + failure.getMessage();
    }
}
