package dev.holdfast.app.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** File of a backup, compressed with gzip (RFC 1952) if its name ends with {@code .gz}. Its owner alone can read it. */
public record BackupFile(Path path) {

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    /**
     * Writes the file. It appears when it is complete, and is on the disk then.
     *
     * @param writer writes what the file holds
     */
    <T> T write(Function<OutputStream, T> writer) {
        var file = path.toAbsolutePath();
        var parent = Objects.requireNonNull(file.getParent(), "an absolute path has a parent");
        var unfinished = parent.resolve(".%s.%d.part"
                .formatted(file.getFileName(), ProcessHandle.current().pid()));
        try {
            try {
                Files.createFile(unfinished, ownerOnly(unfinished));
                var written = writeTo(unfinished, writer);
                Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return written;
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw failure("cannot be written", e);
        } catch (UncheckedIOException e) {
            throw failure("cannot be written", Objects.requireNonNull(e.getCause()));
        }
    }

    private <T> T writeTo(Path unfinished, Function<OutputStream, T> writer) throws IOException {
        T written;
        try (var out = output(Files.newOutputStream(unfinished), isCompressed())) {
            written = writer.apply(out);
        }
        try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return written;
    }

    private boolean isCompressed() {
        return path.toString().endsWith(".gz");
    }

    /** A buffered stream to another one. */
    static OutputStream output(OutputStream out, boolean compressed) throws IOException {
        return new BufferedOutputStream(compressed ? new GZIPOutputStream(out, BUFFER) : out, BUFFER);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Reads and checks the file, as {@link BackupReader} does. */
    BackupSummary read(BackupContents contents) {
        try (var in = input()) {
            return BackupReader.read(path.toString(), in, contents);
        } catch (IOException e) {
            throw failure("cannot be read", e);
        }
    }

    private InputStream input() throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        in.mark(2);
        var isCompressed = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        in.reset();
        return isCompressed ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
    }

    private BackupFailure failure(String problem, IOException cause) {
        var reason = cause.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .replace(" Exception", "");
        return new BackupFailure("%s %s: %s (%s).".formatted(path, problem, reason, cause.getMessage()), cause);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
