package dev.holdfast.http.exchange;

import java.io.IOException;
import java.io.InputStream;

/**
 * A body that has to come at a pace. Each byte may keep a thread waiting, so who sends one now and then would need few
 * connections to take all threads.
 */
final class MinimumRateInputStream extends InputStream {

    /** The body came too slowly. */
    static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final InputStream body;
    private final MinimumDataRate pace;
    private final long begin = System.nanoTime();
    private long received;

    MinimumRateInputStream(InputStream body, MinimumDataRate pace) {
        this.body = body;
        this.pace = pace;
    }

    @Override
    public int read() throws IOException {
        var single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var count = body.read(buffer, offset, length);
        received += Math.max(0, count);
        if (count >= 0 && pace.isMissedBy(received, System.nanoTime() - begin)) {
            throw new TooSlow();
        }
        return count;
    }
}
