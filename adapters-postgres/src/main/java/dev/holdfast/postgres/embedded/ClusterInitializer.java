package dev.holdfast.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Initialization of a PostgreSQL cluster with initdb. The directory gets its final name when it is complete, so an
 * interrupted start leaves nothing behind that looks like a cluster.
 */
record ClusterInitializer(DataDirectory directory, PostgresBinaries binaries) {

    /** The superuser, and the name of the database. */
    static final String USER = "postgres";

    private static final int PASSWORD_BYTES = 24;

    void run() {
        var password = directory.passwordFile();
        try {
            writePassword(password);
            var arguments = List.of(
                    "-D",
                    directory.unfinished().toString(),
                    "--username",
                    USER,
                    "--pwfile",
                    password.toString(),
                    "--auth",
                    "scram-sha-256",
                    "--encoding",
                    "UTF8",
                    "--locale",
                    "C");
            if (!binaries.run("initdb", arguments)) {
                throw new EmbeddedDatabaseFailure("Cannot initialize the database in %s. See the log: %s"
                        .formatted(directory.root(), directory.log()));
            }
            Files.move(directory.unfinished(), directory.postgres(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EmbeddedDatabaseFailure(
                    "Cannot initialize the database in %s: %s.".formatted(directory.root(), e), e);
        }
    }

    private static void writePassword(Path file) throws IOException {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        Files.deleteIfExists(file);
        Files.createFile(file, ownerOnly(file));
        Files.writeString(file, HexFormat.of().formatHex(bytes) + "\n", StandardCharsets.US_ASCII);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
                }
                : new FileAttribute<?>[0];
    }
}
