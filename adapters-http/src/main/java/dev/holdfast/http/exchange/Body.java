package dev.holdfast.http.exchange;

import java.nio.charset.StandardCharsets;

/** Content of a response with its media type. */
public final class Body {

    private final String mediaType;
    private final byte[] bytes;

    public Body(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    public static Body text(String mediaType, String text) {
        return new Body(mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    public String mediaType() {
        return mediaType;
    }

    public byte[] bytes() {
        return bytes;
    }
}
