package dev.holdfast.app;

import java.util.Locale;

/** The formats of captions files that become documents. */
enum ImportFormat {
    VTT("text/vtt"),
    SRT("application/x-subrip");

    private final String mediaType;

    ImportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** What a file of that name is. */
    static ImportFormat ofName(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".srt") ? SRT : VTT;
    }
}
