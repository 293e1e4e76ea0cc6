package dev.holdfast.postgres.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Exclusive lock on a data directory. The operating system releases it when the process ends, even by a crash. */
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
                throw new EmbeddedDatabaseFailure(
                        "Another Holdfast is using the data directory %s. Stop it, or choose another directory with --data."
                                .formatted(directory.root()));
            }
            return new DataDirectoryLock(channel);
        } catch (IOException e) {
            throw new EmbeddedDatabaseFailure(
                    "The data directory %s is not writable (%s). Change its permissions, or choose another with --data."
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
            throw new EmbeddedDatabaseFailure("Could not release the lock on the data directory.", e);
        }
    }
}
