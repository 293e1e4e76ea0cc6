package dev.holdfast.app;

import java.util.Locale;

/** Captions formats that can be imported. */
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

    /** The format of a file with this name, by its extension. */
    static ImportFormat ofName(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".srt") ? SRT : VTT;
    }
}
