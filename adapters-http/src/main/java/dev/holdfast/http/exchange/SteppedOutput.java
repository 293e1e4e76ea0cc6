package dev.holdfast.http.exchange;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.holdfast.application.Reading;
import java.io.OutputStream;

/** Bytes of a long text that is written in steps, between which its reader may go. */
final class SteppedOutput extends OutputStream {

    private static final int STEP_BYTES = 65_536;

    private final ByteArrayBuilder bytes = new ByteArrayBuilder();
    private final Reading reading;
    private int next = STEP_BYTES;

    SteppedOutput(Reading reading) {
        this.reading = reading;
    }

    @Override
    public void write(int value) {
        proceed();
        bytes.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        proceed();
        bytes.write(source, offset, length);
    }

    private void proceed() {
        if (bytes.size() >= next) {
            next = bytes.size() + STEP_BYTES;
            reading.proceed();
        }
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
