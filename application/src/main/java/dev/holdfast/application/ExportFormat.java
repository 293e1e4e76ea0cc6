package dev.holdfast.application;

/** The file formats that documents can become. */
public enum ExportFormat {
    /** WebVTT, from a WebVTT document. */
    VTT("text/vtt"),
    /** SubRip, from a WebVTT document. */
    SRT("application/x-subrip"),
    /** The text of a document of plain text, Markdown or JSON. */
    TXT("text/plain");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The media type of the file. */
    public String mediaType() {
        return mediaType;
    }
}
