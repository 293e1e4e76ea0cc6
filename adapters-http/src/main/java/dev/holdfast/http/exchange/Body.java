package dev.holdfast.http.exchange;

import dev.holdfast.application.Reading;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;

/** Content of a response with its media type. It is written when it is needed: a response 304 has none. For use by one thread. */
public final class Body {

    private final String mediaType;
    private Function<Reading, byte[]> content;

    private Body(String mediaType, Function<Reading, byte[]> content) {
        this.mediaType = mediaType;
        this.content = content;
    }

    public Body(String mediaType, byte[] bytes) {
        this(mediaType, reading -> bytes);
    }

    /** Content that is written once, when it is first needed. */
    public static Body lazy(String mediaType, Supplier<byte[]> content) {
        return new Body(mediaType, reading -> content.get());
    }

    /** Content that is written once, in steps between which its reader may go. */
    static Body inSteps(String mediaType, Function<Reading, byte[]> content) {
        return new Body(mediaType, content);
    }

    public static Body text(String mediaType, String text) {
        return lazy(mediaType, () -> text.getBytes(StandardCharsets.UTF_8));
    }

    public String mediaType() {
        return mediaType;
    }

    public byte[] bytes() {
        return bytes(Reading.WHOLE);
    }

    /** The same for a reader who may go while they are written. */
    byte[] bytes(Reading reading) {
        var bytes = content.apply(reading);
        content = unused -> bytes;
        return bytes;
    }
}
