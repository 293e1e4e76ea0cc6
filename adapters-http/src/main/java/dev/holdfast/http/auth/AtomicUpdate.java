package dev.holdfast.http.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Atomic update of a small file: the new content is written beside it, and the new file takes its place. A reader sees the
 * old content or the new, also after a crash. Processes that update at the same time wait for each other.
 */
final class AtomicUpdate {

    /** File locks are held by a process, so the threads of this one need a lock of their own. */
    private static final Object OF_THREADS = new Object();

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private final Path target;

    /** A symbolic link stays one; the file that it leads to is replaced. */
    private AtomicUpdate(Path file) throws IOException {
        var path = file;
        for (var links = 0; Files.isSymbolicLink(path); links++) {
            if (links == MAX_LINKS) {
                throw new IOException("it is a symbolic link that leads to itself");
            }
            path = path.resolveSibling(Files.readSymbolicLink(path));
        }
        this.target = path.toAbsolutePath();
    }

    /**
     * Replaces the content of a file, which need not exist.
     *
     * @param change returns the new content, one character for each byte; nothing is written if it is the old one
     * @throws IOException if that is impossible; the file is then as it was
     */
    static void apply(Path file, UnaryOperator<String> change) throws IOException {
        var update = new AtomicUpdate(file);
        synchronized (OF_THREADS) {
            try (var channel = update.openLock();
                    var lock = channel.lock()) {
                if (lock.isValid()) {
                    update.apply(change);
                }
            }
        }
    }

    /** The file to lock, which stays: if it were deleted, two processes could each lock one of their own. */
    private FileChannel openLock() throws IOException {
        var file = beside("lock");
        var isNew = !Files.exists(file);
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (isNew) {
                keepAttributes(file);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private Path beside(String extension) {
        return target.resolveSibling(".%s.%s".formatted(target.getFileName(), extension));
    }

    private void apply(UnaryOperator<String> change) throws IOException {
        var before = Files.exists(target) ? Files.readString(target, StandardCharsets.ISO_8859_1) : "";
        var after = change.apply(before);
        if (after.equals(before)) {
            return;
        }
        var written = beside("new");
        Files.deleteIfExists(written); // of an update that a crash ended
        try {
            write(written, after);
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
        storeDirectory();
    }

    private void write(Path written, String content) throws IOException {
        try (var channel = FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            keepAttributes(written);
            var bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                var unused = channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** The server may run as another user than the operator, and must be able to read the new file, too. */
    private void keepAttributes(Path written) throws IOException {
        var from = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        var to = Files.getFileAttributeView(written, PosixFileAttributeView.class);
        if (from == null || to == null || !Files.exists(target)) {
            return; // the file system has none, or the file is new
        }
        var attributes = from.readAttributes();
        if (!to.readAttributes().group().equals(attributes.group())) {
            to.setGroup(attributes.group());
        }
        if (!to.readAttributes().owner().equals(attributes.owner())) {
            to.setOwner(attributes.owner());
        }
        to.setPermissions(attributes.permissions());
    }

    /** Stores the new name, where the file system can. */
    private void storeDirectory() {
        try (var directory = FileChannel.open(Objects.requireNonNull(target.getParent()), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) { // the content is stored, and Windows opens no directories
            return;
        }
    }
}
