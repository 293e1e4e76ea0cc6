package dev.holdfast.postgres;

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
 * The files of a PostgreSQL to be. They get their final name when they are complete, so that a start that is cut short leaves
 * nothing behind that looks like a database.
 */
record NewCluster(DataDirectory directory, PostgresPrograms programs) {

    private static final int PASSWORD_BYTES = 24;

    void create() {
        var password = directory.passwordFile();
        try {
            writePassword(password);
            var arguments = List.of(
                    "-D",
                    directory.unfinished().toString(),
                    "--username",
                    EmbeddedDatabase.USER,
                    "--pwfile",
                    password.toString(),
                    "--auth",
                    "scram-sha-256",
                    "--encoding",
                    "UTF8",
                    "--locale",
                    "C");
            if (!programs.run("initdb", arguments)) {
                throw new DatabaseCannotStart("The database cannot be prepared in %s. The log says why: %s"
                        .formatted(directory.root(), directory.log()));
            }
            Files.move(directory.unfinished(), directory.postgres(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new DatabaseCannotStart(
                    "The database cannot be prepared in %s: %s.".formatted(directory.root(), e), e);
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
