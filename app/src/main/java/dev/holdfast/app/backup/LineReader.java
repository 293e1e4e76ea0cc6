package dev.holdfast.app.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Reader of the lines of a backup, which counts them and knows the digest of those before the current one. */
final class LineReader {

    /** Longer than the JSON of the longest segment; a longer line is no backup, and would take too much memory. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final int NEW_LINE = '\n';

    private final InputStream in;
    private final MessageDigest digest = Sha256.start();
    private byte[] last = new byte[0];
    private long number;
    private long position;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line; empty at the end. A last line that is not ended is incomplete. */
    Optional<byte[]> next() throws IOException {
        digest.update(last);
        position += last.length;
        var line = new ByteArrayOutputStream();
        for (var read = in.read(); read >= 0; read = in.read()) {
            line.write(read);
            if (read == NEW_LINE) {
                number++;
                last = line.toByteArray();
                return Optional.of(last);
            }
            if (line.size() > MAX_BYTES) {
                throw new IOException("the next line is longer than %d bytes".formatted(MAX_BYTES));
            }
        }
        if (line.size() > 0) {
            throw new IOException("the next line is incomplete");
        }
        last = new byte[0];
        return Optional.empty();
    }

    /** The number of the current line, from 1. */
    long number() {
        return number;
    }

    /** The bytes before the current line, in a file that is not compressed. */
    long position() {
        return position;
    }

    /** The digest of the lines before the current one, in hexadecimal digits. */
    String digestBefore() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of every Java platform can be cloned", e);
        }
    }
}
