package dev.holdfast.http.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * File that people change while the server runs. Its content is compared once a second, by one of the threads that ask for it,
 * because a program can keep the time and the length of a file that it changes. Safe for use by many threads.
 *
 * @param <T> the content as it is used
 */
final class FollowedFile<T> {

    static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Much more than a line for everybody in a large company. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    /** Some programs empty a file before they write it; so a change counts when a second look shows the same. */
    private static final Duration SETTLE = Duration.ofMillis(200);

    private static final int MAX_LOOKS = 5;

    /** Meaning of the content; called once for each change. */
    interface Meaning<T> {

        /**
         * The content of a file that was read.
         *
         * @param bytes the bytes, one character each
         */
        T of(String bytes);

        /** The content that counts while the file cannot be read. */
        T ofUnreadable(String reason);
    }

    /**
     * Look at the file.
     *
     * @param text the bytes, one character each; of a file that cannot be read, the reason
     */
    private record Look(String text, boolean isReadable) {

        static Look at(Path file) {
            try {
                return new Look(bytes(file), true);
            } catch (IOException e) {
                return new Look(reason(e), false);
            }
        }

        <T> T content(Meaning<T> meaning) {
            return isReadable ? meaning.of(text) : meaning.ofUnreadable(text);
        }
    }

    /**
     * Content of the file.
     *
     * @param nanos the time of the last look, in {@link System#nanoTime}
     */
    private record Content<T>(Look look, T value, long nanos) {}

    private final Path file;
    private final Duration interval;
    private final Meaning<T> meaning;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Content<T> content;

    /**
     * Reads a file for the first time.
     *
     * @throws IOException if it cannot be read
     */
    FollowedFile(Path file, Duration interval, Meaning<T> meaning) throws IOException {
        this.file = file;
        this.interval = interval;
        this.meaning = meaning;
        var look = new Look(bytes(file), true);
        this.content = new Content<>(look, look.content(meaning), System.nanoTime());
    }

    /** The current content. One thread reads the file when it is due; the others wait for it only if it takes long. */
    T current() {
        var age = age();
        if (age >= interval.toNanos() && (age >= 2 * interval.toNanos() ? acquire() : reading.tryLock())) {
            try {
                if (age() >= interval.toNanos()) {
                    reload();
                }
            } finally {
                reading.unlock();
            }
        }
        return content.value();
    }

    private long age() {
        return System.nanoTime() - content.nanos();
    }

    private boolean acquire() {
        reading.lock();
        return true;
    }

    private void reload() {
        var look = settledLook();
        var value = look.equals(content.look()) ? content.value() : look.content(meaning);
        content = new Content<>(look, value, System.nanoTime());
    }

    private Look settledLook() {
        var look = Look.at(file);
        for (var looks = 1; looks < MAX_LOOKS && !look.equals(content.look()); looks++) {
            LockSupport.parkNanos(SETTLE.toNanos());
            var before = look;
            look = Look.at(file);
            if (look.equals(before)) {
                break;
            }
        }
        return look;
    }

    private static String bytes(Path file) throws IOException {
        try (var input = Files.newInputStream(file)) {
            var bytes = input.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it is longer than %d bytes".formatted(MAX_BYTES));
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** The reason for which a file cannot be read or written, worded to go on in a sentence. */
    static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "the file does not exist";
        }
        return failure instanceof AccessDeniedException ? "permission denied" : String.valueOf(failure.getMessage());
    }
}
