package dev.holdfast.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What lies where in the directory of an embedded database. */
record DataDirectory(Path root) {

    /** The version of the binaries that come with this module; the files of another one cannot be used. */
    static final String MAJOR_VERSION = "17";

    /** A data directory, which is made if there is none. */
    static DataDirectory in(Path data) {
        var root = data.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new DatabaseCannotStart(
                    "The data directory %s cannot be made: %s. Choose another with --data.".formatted(root, reason(e)),
                    e);
        }
        return new DataDirectory(root);
    }

    /** The file that a running Holdfast holds a lock on. */
    Path lock() {
        return root.resolve("lock");
    }

    /** The files of PostgreSQL. */
    Path postgres() {
        return root.resolve("postgres");
    }

    /** The files of PostgreSQL while they are being made. */
    Path unfinished() {
        return root.resolve("postgres-unfinished");
    }

    /** The programs of PostgreSQL, unpacked. */
    Path programs() {
        return root.resolve("postgres-programs");
    }

    /** The programs of PostgreSQL while they are being unpacked. */
    Path unfinishedPrograms() {
        return root.resolve("postgres-programs-unfinished");
    }

    /** What PostgreSQL has to say since its last start. */
    Path log() {
        return root.resolve("postgres.log");
    }

    /** What it had to say at the start before. */
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
            throw new DatabaseCannotStart(
                    "The password of the database cannot be read from %s: %s. Bring the file back from a backup; without it, let"
                                    .formatted(passwordFile(), reason(e))
                            + " pg_hba.conf trust this computer once, set a new password, and write it there.",
                    e);
        }
    }

    /**
     * Whether there are files that this PostgreSQL can work with.
     *
     * @throws DatabaseCannotStart if there are files that it cannot work with
     */
    boolean requireCompatible() {
        if (!Files.exists(postgres(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        var versionFile = postgres().resolve("PG_VERSION");
        String version;
        try {
            version = Files.readString(versionFile).strip();
        } catch (IOException e) {
            throw new DatabaseCannotStart(
                    "%s is not a directory with the files of PostgreSQL (%s). Move it away, or choose another with --data."
                            .formatted(postgres(), reason(e)),
                    e);
        }
        if (!version.equals(MAJOR_VERSION)) {
            throw new DatabaseCannotStart(
                    "%s was made by PostgreSQL %s, and this Holdfast brings PostgreSQL %s, which cannot read it. Start the Holdfast"
                                    .formatted(postgres(), version, MAJOR_VERSION)
                            + " that made it, or move the data with pg_dump.");
        }
        return true;
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName().replace("Exception", "") + " " + failure.getMessage();
    }
}
