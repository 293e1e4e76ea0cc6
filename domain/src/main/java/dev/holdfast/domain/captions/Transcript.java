package dev.holdfast.domain.captions;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.format.FileReader;
import dev.holdfast.domain.format.FileWriter;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.ReadFile;
import dev.holdfast.domain.format.ReadOptions;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.domain.format.WrittenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A transcript: the text alone, one paragraph for each caption when it is written. A transcript that is read becomes captions of its
 * sentences, timed by their length, or spread evenly over the recording.
 */
public final class Transcript implements FileReader, FileWriter {

    /** The time of a character at 15 in a second, which most viewers can follow. */
    private static final double MILLIS_PER_CHARACTER = 1000.0 / 15;

    private static final long MIN_MILLIS = 1000;

    private static final Pattern PARAGRAPHS = Pattern.compile("(?:\\r\\n|\\r|\\n)[ \\t]*+(?:\\r\\n|\\r|\\n)\\s*+");
    private static final Pattern SPEAKER = Pattern.compile("(\\p{Lu}[\\p{L}\\p{M}\\p{N} .,'()-]{0,40}+):\\s++(?=\\S)");

    /** A caption of a sentence or of a part of one. */
    private record Part(String text, String speaker) {
        StyledText styled() {
            return new StyledText(List.of(new StyledText.Run(text, Style.PLAIN.withVoice(speaker))));
        }
    }

    /** Any text is a transcript, so none is recognised as one. */
    @Override
    public boolean recognises(String file) {
        return false;
    }

    @Override
    public ReadFile read(String file, ReadOptions options, int maxBlocks) {
        var parts = new ArrayList<Part>();
        for (var paragraph : paragraphs(file)) {
            addParagraph(paragraph, options, parts);
        }
        if (parts.isEmpty()) {
            throw new InvalidContent("expected text, found none", 1, 1);
        }
        var captions = new ImportedCaptions(maxBlocks);
        var scale = scale(parts, options.durationMillis());
        var at = 0.0;
        for (var part : parts) {
            var next = at + millis(part) * scale;
            captions.add(Math.round(at), Math.round(next), "", part.styled());
            at = next;
        }
        return captions.file();
    }

    private static List<String> paragraphs(String file) {
        return PARAGRAPHS.splitAsStream(ImportedCaptions.storable(file).strip()).toList();
    }

    private static void addParagraph(String paragraph, ReadOptions options, List<Part> parts) {
        var speaker = SPEAKER.matcher(paragraph);
        var hasSpeaker = options.speakers() && speaker.lookingAt();
        var name = hasSpeaker ? speaker.group(1) : "";
        var words = hasSpeaker ? paragraph.substring(speaker.end()) : paragraph;
        Sentences.captions(words).forEach(text -> parts.add(new Part(text, name)));
    }

    private static double scale(List<Part> parts, OptionalLong durationMillis) {
        var total = parts.stream().mapToDouble(Transcript::millis).sum();
        return durationMillis.isPresent() ? durationMillis.getAsLong() / total : 1;
    }

    private static double millis(Part part) {
        return Math.max(MIN_MILLIS, part.text().length() * MILLIS_PER_CHARACTER);
    }

    @Override
    public WrittenFile write(List<Block> blocks, WriteOptions options) {
        var captions = ExportedCaptions.of(blocks).withoutIdentifiers().withoutSettings();
        var dropped = captions.dropped();
        var file = new StringBuilder();
        for (var cue : captions.cues()) {
            var text = StyledText.of(cue.text(), dropped);
            text.nameAppearance(dropped);
            var withNames = options.speakers().orElse(true);
            if (!withNames && !text.speaker().isEmpty()) {
                dropped.add(Loss.VOICES);
            }
            var lines = ExportedCaptions.lines(withNames ? text.withSpeakers() : text.characters(), dropped);
            if (!lines.isEmpty()) {
                file.append(file.isEmpty() ? "" : "\n")
                        .append(options.times() ? "[" + Clock.written(cue.startMillis(), 2, ".", 3) + "] " : "")
                        .append(String.join("\n", lines))
                        .append('\n');
            }
        }
        if (!options.times()) {
            dropped.add(Loss.TIMES);
        }
        return captions.file(file.toString());
    }
}
