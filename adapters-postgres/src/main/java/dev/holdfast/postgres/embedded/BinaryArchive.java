package dev.holdfast.postgres.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** Bundled archive (tar.xz) of the PostgreSQL binaries for this platform. */
final class BinaryArchive {

    private static final int NAME_LENGTH = 16;

    private final byte[] archive;

    private BinaryArchive(byte[] archive) {
        this.archive = archive;
    }

    static BinaryArchive ofThisPlatform() {
        var system = system();
        var architecture = System.getProperty("os.arch", "").replace("amd64", "x86_64");
        try (var archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture)) {
            if (archive == null) {
                throw missing(system, architecture, null);
            }
            return new BinaryArchive(archive.readAllBytes());
        } catch (IOException | IllegalStateException e) {
            throw missing(system, architecture, e);
        }
    }

    private static String system() {
        var name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return "Windows";
        }
        return name.startsWith("mac") ? "Darwin" : "Linux";
    }

    private static EmbeddedDatabaseFailure missing(String system, String architecture, @Nullable Throwable cause) {
        return new EmbeddedDatabaseFailure(
                "This build of Holdfast has no PostgreSQL for %s on %s. Build it on this platform or with -Pall-platforms, or use"
                                .formatted(system, architecture)
                        + " an existing database with --storage postgres.",
                cause);
    }

    /** Unpacks the archive unless that was done before. The binaries of other versions stay, because they may be running. */
    PostgresBinaries unpack(DataDirectory directory) {
        var home = directory.binaries().resolve(directoryName());
        try {
            if (!Files.isDirectory(home)) {
                var unfinished = directory.unfinishedBinaries();
                Files.createDirectories(unfinished);
                unpackTo(unfinished);
                Files.createDirectories(directory.binaries());
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new EmbeddedDatabaseFailure("Cannot unpack the PostgreSQL binaries to %s: %s.".formatted(home, e), e);
        }
        return new PostgresBinaries(home, directory.log());
    }

    private String directoryName() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private void unpackTo(Path target) throws IOException {
        var bin = target.resolve("bin");
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("Archive entry outside of the target directory: " + entry.getName());
                }
                unpack(tar, entry, path);
                if (path.startsWith(bin) && !path.toFile().setExecutable(true, false)) {
                    throw new IOException("Cannot make executable: " + path);
                }
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        var parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
    }
}
