package dev.holdfast.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second server out of a data directory. The operating system gives it up when the process ends, however it does. */
final class DataDirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DataDirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DataDirectoryLock acquire(DataDirectory directory) {
        try {
            var channel = FileChannel.open(directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new DatabaseCannotStart(
                        "Another Holdfast is using the data directory %s. Stop it, or choose another directory with --data."
                                .formatted(directory.root()));
            }
            return new DataDirectoryLock(channel);
        } catch (IOException e) {
            throw new DatabaseCannotStart(
                    "The data directory %s cannot be written (%s). Change its permissions, or choose another with --data."
                            .formatted(directory.root(), e),
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new DatabaseCannotStart("The lock on the data directory could not be given up.", e);
        }
    }
}
