package dev.holdfast.http;

import java.nio.charset.StandardCharsets;

/** The bytes of an answer, and what they are. */
final class Body {

    private final String mediaType;
    private final byte[] bytes;

    Body(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    static Body text(String mediaType, String text) {
        return new Body(mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    String mediaType() {
        return mediaType;
    }

    byte[] bytes() {
        return bytes;
    }
}
