package dev.holdfast.app.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Stream to another one that stays open, as standard output does. */
final class UnclosedOutput extends FilterOutputStream {

    UnclosedOutput(OutputStream out) {
        super(out);
    }

    /** Writes at once; the supertype writes byte by byte. */
    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
