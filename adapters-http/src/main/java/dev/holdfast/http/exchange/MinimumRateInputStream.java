package dev.holdfast.http.exchange;

import java.io.IOException;
import java.io.InputStream;

/**
 * Stream of a request body with a minimum rate. Reading blocks a thread, so that a client which sends a byte from time to
 * time would need few connections to occupy all threads.
 */
final class MinimumRateInputStream extends InputStream {

    /** Exception of a body that arrived too slowly. */
    static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final InputStream body;
    private final MinimumDataRate rate;
    private final long begin = System.nanoTime();
    private long received;

    MinimumRateInputStream(InputStream body, MinimumDataRate rate) {
        this.body = body;
        this.rate = rate;
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
        if (count >= 0 && rate.isMissedBy(received, System.nanoTime() - begin)) {
            throw new TooSlow();
        }
        return count;
    }
}
