package dev.holdfast.http.exchange;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Content of a response with its media type. It is written when it is needed: a response 304 has none. For use by one thread. */
public final class Body {

    private final String mediaType;
    private Supplier<byte[]> content;

    private Body(String mediaType, Supplier<byte[]> content) {
        this.mediaType = mediaType;
        this.content = content;
    }

    public Body(String mediaType, byte[] bytes) {
        this(mediaType, () -> bytes);
    }

    /** Content that is written once, when it is first needed. */
    public static Body lazy(String mediaType, Supplier<byte[]> content) {
        return new Body(mediaType, content);
    }

    public static Body text(String mediaType, String text) {
        return lazy(mediaType, () -> text.getBytes(StandardCharsets.UTF_8));
    }

    public String mediaType() {
        return mediaType;
    }

    public byte[] bytes() {
        var bytes = content.get();
        content = () -> bytes;
        return bytes;
    }
}
