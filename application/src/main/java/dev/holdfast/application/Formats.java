package dev.holdfast.application;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.TooManySegments;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.captions.ForeignFormat;
import dev.holdfast.domain.captions.Lyrics;
import dev.holdfast.domain.captions.Sbv;
import dev.holdfast.domain.captions.Transcript;
import dev.holdfast.domain.captions.ass.AdvancedSubStation;
import dev.holdfast.domain.captions.ttml.TimedText;
import dev.holdfast.domain.captions.whisper.WhisperJson;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.CueFormat;
import dev.holdfast.domain.cue.CuePatch;
import dev.holdfast.domain.format.ContentFormat;
import dev.holdfast.domain.format.FileReader;
import dev.holdfast.domain.format.ReadOptions;
import dev.holdfast.domain.subrip.SubRip;
import dev.holdfast.domain.text.PlainText;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The list of all formats: the documents that can be created, the files that can be imported, and the exports of each
 * document. A new format is a new entry here.
 */
public final class Formats {

    private static final String WEBVTT = "text/vtt";
    private static final String SUBRIP = "application/x-subrip";
    private static final String SBV = "text/x-sbv";
    private static final String LYRICS = "application/x-lrc";
    private static final String ADVANCED_SUBSTATION = "text/x-ass";
    private static final String TIMED_TEXT = "application/ttml+xml";
    private static final String TEXT = "text/plain";
    private static final String MARKDOWN = "text/markdown";
    private static final String JSON = "application/json";

    private static final List<FormatEntry> ENTRIES = List.of(
            FormatEntry.ofDocuments(WEBVTT, "WebVTT", "vtt", new WebVtt())
                    .exportedAsItself()
                    .exportedLossily(SUBRIP, "srt", new SubRip())
                    .exportedLossily(SBV, "sbv", new Sbv())
                    .exportedLossily(LYRICS, "lrc", new Lyrics())
                    .exportedLossily(ADVANCED_SUBSTATION, "ass", new AdvancedSubStation())
                    .exportedLossily(TIMED_TEXT, "ttml", new TimedText())
                    .exportedLossily(TEXT, "txt", new Transcript()),
            FormatEntry.ofFiles(SUBRIP, "SubRip", "srt", WEBVTT, new SubRip()),
            FormatEntry.ofFiles(SBV, "SubViewer", "sbv", WEBVTT, new Sbv()),
            FormatEntry.ofFiles(LYRICS, "LRC", "lrc", WEBVTT, new Lyrics()),
            FormatEntry.ofFiles(
                    ADVANCED_SUBSTATION, "Advanced SubStation Alpha", "ass", WEBVTT, new AdvancedSubStation()),
            FormatEntry.ofFiles(TIMED_TEXT, "TTML", "ttml", WEBVTT, new TimedText()),
            FormatEntry.ofFiles("application/whisper+json", "Whisper JSON", "json", WEBVTT, new WhisperJson()),
            FormatEntry.ofDocuments(TEXT, "Plain text", "txt", PlainText.prose())
                    .exportedAsText(TEXT, "txt"),
            FormatEntry.ofDocuments(MARKDOWN, "Markdown", "md", PlainText.markdown())
                    .exportedAsText(TEXT, "txt"),
            FormatEntry.ofDocuments(JSON, "JSON", "json", PlainText.json()).exportedAsText(TEXT, "txt"));

    private static final FileReader TRANSCRIPT = new Transcript();

    private static final List<CueFormat> WITH_CUES = ENTRIES.stream()
            .flatMap(entry -> entry.content().flatMap(ContentFormat::cues).stream())
            .toList();

    private Formats() {}

    /** All formats. */
    public static List<Format> all() {
        return ENTRIES.stream().map(FormatEntry::format).toList();
    }

    /** The format of a media type; empty if Holdfast does not know it. */
    public static Optional<Format> find(String mediaType) {
        return entry(mediaType).map(FormatEntry::format);
    }

    /** The formats of files that become captions, WebVTT first. */
    public static List<Format> ofCaptionsFiles() {
        return all().stream()
                .filter(format -> format.importedAs().flatMap(Formats::cues).isPresent())
                .toList();
    }

    /** The exports of all documents, one for each extension. */
    public static List<ExportFormat> exports() {
        var byExtension = new LinkedHashMap<String, ExportFormat>();
        all().stream()
                .flatMap(format -> format.exports().stream())
                .forEach(export -> byExtension.putIfAbsent(export.extension(), export));
        return List.copyOf(byExtension.values());
    }

    /** The cues of the documents of a media type; empty if such documents have none. */
    public static Optional<CueFormat> cues(String mediaType) {
        return entry(mediaType).flatMap(FormatEntry::content).flatMap(ContentFormat::cues);
    }

    /**
     * The cue in the text of a segment; empty if the segment is not a cue. The formats with cues are tried in their order, since
     * a segment does not name its format.
     */
    public static Optional<Cue> cue(SegmentKind kind, Content content) {
        if (kind == SegmentKind.CUE) {
            for (var format : WITH_CUES) { // no stream: a list of captions does this for each of them
                var cue = format.parse(content);
                if (cue.isPresent()) {
                    return cue;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The text of a segment with the changed parts of its cue.
     *
     * @throws InvalidContent if the segment is not a cue
     */
    public static Content rewrite(Segment segment, CuePatch patch) {
        return WITH_CUES.stream()
                .filter(format -> segment.kind() == SegmentKind.CUE)
                .filter(format -> format.parse(segment.content()).isPresent())
                .findFirst()
                .orElseThrow(() -> new InvalidContent(
                        "the segment is not a cue, so it has no times or settings; replace its text instead", 1, 1))
                .rewrite(segment.content(), patch);
    }

    /**
     * The content format of a document's media type.
     *
     * @throws UnsupportedFormat if no document has that type
     */
    static ContentFormat of(String mediaType) {
        return entry(mediaType)
                .flatMap(FormatEntry::content)
                .orElseThrow(() ->
                        new UnsupportedFormat("The media type %s is not supported for documents. Supported are %s."
                                .formatted(mediaType, documentTypes())));
    }

    private static String documentTypes() {
        return all().stream()
                .filter(Format::isOfDocuments)
                .map(Format::mediaType)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /**
     * The cues of a document's media type.
     *
     * @throws UnsupportedFormat if documents of that type have no cues
     */
    static CueFormat requireCues(String mediaType) {
        return cues(mediaType)
                .orElseThrow(() ->
                        new UnsupportedFormat("A document of type %s has no captions. The types with captions are %s."
                                .formatted(mediaType, captionTypes())));
    }

    private static String captionTypes() {
        return all().stream()
                .map(Format::mediaType)
                .filter(type -> cues(type).isPresent())
                .collect(Collectors.joining(", "));
    }

    /**
     * Reads a file as a document. A captions file is read as the format that its content has, whatever its type says.
     *
     * @param maxBlocks the most blocks
     * @throws UnsupportedFormat if the file is of a type that is not imported as such a document
     * @throws InvalidContent if it is in another format that is not read, which the message names, or in none
     * @throws TooManySegments if the file has more blocks
     */
    static ImportedFile read(NewFile file, int maxBlocks) {
        var document = file.info().mediaType();
        var isTranscript = file.mediaType().equals(TEXT) && document.equals(WEBVTT);
        var stated = entry(file.mediaType())
                .filter(entry -> isTranscript || entry.format().importedAs().equals(Optional.of(document)))
                .orElseThrow(
                        () -> new UnsupportedFormat("A file of type %s cannot be imported as a document of type %s."
                                .formatted(file.mediaType(), document)));
        var entry = document.equals(WEBVTT) ? recognised(file.text()).orElse(stated) : stated;
        var reader = isTranscript && entry.equals(stated)
                ? TRANSCRIPT
                : entry.reader().orElseThrow();
        if (document.equals(WEBVTT) && !reader.recognises(file.text())) {
            ForeignFormat.refuse(file.text());
        }
        return new ImportedFile(entry.format(), reader.read(file.text(), file.options(), maxBlocks));
    }

    /** The blocks of a file that was written in a format. */
    static List<Block> blocks(Format format, String file) {
        return entry(format.mediaType())
                .flatMap(FormatEntry::reader)
                .orElseThrow()
                .read(file, ReadOptions.NONE, Integer.MAX_VALUE)
                .blocks();
    }

    /** The format of a captions file that has the marks of one; WebVTT last, as a header can stand above anything. */
    private static Optional<FormatEntry> recognised(String file) {
        return Stream.concat(ENTRIES.stream().skip(1), Stream.of(ENTRIES.get(0)))
                .filter(entry ->
                        entry.reader().filter(reader -> reader.recognises(file)).isPresent())
                .findFirst();
    }

    /**
     * The writer of an export of a document.
     *
     * @throws UnsupportedFormat if a document of that type has no such export
     */
    static FormatEntry.Writer writer(String mediaType, String extension) {
        return entry(mediaType)
                .flatMap(entry -> entry.writer(extension))
                .orElseThrow(() -> new UnsupportedFormat(
                        "A document of type %s cannot be exported as .%s. It can be exported as %s."
                                .formatted(mediaType, extension, extensions(mediaType))));
    }

    private static String extensions(String mediaType) {
        return find(mediaType).stream()
                .flatMap(format -> format.exports().stream())
                .map(export -> "." + export.extension())
                .collect(Collectors.joining(", "));
    }

    private static Optional<FormatEntry> entry(String mediaType) {
        return ENTRIES.stream()
                .filter(entry -> entry.format().mediaType().equals(mediaType))
                .findFirst();
    }
}
