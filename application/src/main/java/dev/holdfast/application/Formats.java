package dev.holdfast.application;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.ContentFormat;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.subrip.SubRip;
import dev.holdfast.domain.text.PlainText;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.List;
import java.util.Map;

/** The content formats, by media type. */
final class Formats {

    private static final Map<String, ContentFormat> BY_MEDIA_TYPE = Map.of(
            "text/vtt", new WebVtt(),
            "text/plain", PlainText.prose("text/plain"),
            "text/markdown", PlainText.prose("text/markdown"),
            "application/json", PlainText.lines("application/json"));

    private Formats() {}

    /**
     * The format of a media type.
     *
     * @throws UnsupportedFormat if there is none
     */
    static ContentFormat of(String mediaType) {
        var format = BY_MEDIA_TYPE.get(mediaType);
        if (format == null) {
            throw new UnsupportedFormat("Holdfast keeps documents of the types %s, not %s."
                    .formatted(
                            String.join(
                                    ", ",
                                    BY_MEDIA_TYPE.keySet().stream().sorted().toList()),
                            mediaType));
        }
        return format;
    }

    /**
     * Takes a file apart into the blocks of a document.
     *
     * @throws UnsupportedFormat if the file is of a type that does not become such a document
     */
    static List<Block> split(NewFile file, ContentFormat format) {
        if (file.mediaType().equals(format.mediaType())) {
            return format.split(file.text());
        }
        if (file.mediaType().equals("application/x-subrip")
                && format.mediaType().equals("text/vtt")) {
            return SubRip.toWebVtt(file.text());
        }
        throw new UnsupportedFormat("A file of type %s does not become a document of type %s."
                .formatted(file.mediaType(), format.mediaType()));
    }
}
