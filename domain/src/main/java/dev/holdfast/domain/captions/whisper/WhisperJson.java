package dev.holdfast.domain.captions.whisper;

import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.captions.Clock;
import dev.holdfast.domain.captions.ImportedCaptions;
import dev.holdfast.domain.captions.Style;
import dev.holdfast.domain.captions.StyledText;
import dev.holdfast.domain.captions.StyledText.Moment;
import dev.holdfast.domain.captions.StyledText.Piece;
import dev.holdfast.domain.captions.StyledText.Run;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.format.FileReader;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.ReadFile;
import dev.holdfast.domain.format.ReadOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that Whisper, WhisperX and whisper.cpp write. A segment becomes a caption, its words get inner timestamps, its speaker
 * a voice, and its confidence a comment before it: the mean probability of its words, or that of its tokens.
 */
public final class WhisperJson implements FileReader {

    private static final Pattern MEMBER = Pattern.compile("\"(?:segments|transcription|word_segments)\"\\s*+:\\s*+\\[");
    private static final Pattern TIME = Pattern.compile(
            "\"(?:start|offsets|timestamps|end)\"\\s*+:|\"(?:segments|transcription)\"\\s*+:\\s*+\\[\\s*+\\]");

    @Override
    public boolean recognises(String file) {
        var beginning = ImportedCaptions.beginning(file).stripLeading();
        return beginning.startsWith("{")
                && TIME.matcher(beginning).find()
                && (MEMBER.matcher(beginning).find() || MEMBER.matcher(file).find());
    }

    @Override
    public ReadFile read(String file, ReadOptions options, int maxBlocks) {
        var captions = new ImportedCaptions(maxBlocks);
        var root = map(new JsonReader(ImportedCaptions.storable(file)).read());
        list(root.containsKey("segments") ? root.get("segments") : root.get("transcription"))
                .forEach(segment -> add(map(segment), captions));
        if (captions.isEmpty()) {
            throw new InvalidContent("expected a member segments or transcription with captions, found none", 1, 1);
        }
        return captions.file();
    }

    private static void add(Map<?, ?> segment, ImportedCaptions captions) {
        var text = text(segment);
        if (text.characters().isBlank()) {
            return;
        }
        confidence(segment)
                .ifPresent(value -> captions.addNote("confidence " + String.format(Locale.ROOT, "%.2f", value)));
        var words = list(segment.get("words"));
        captions.add(
                time(segment, "start", "from").orElseGet(() -> first(words)),
                time(segment, "end", "to").orElseGet(() -> last(words)),
                "",
                text);
        if (segment.containsKey("temperature") || segment.containsKey("tokens")) {
            captions.drop(Loss.METADATA);
        }
    }

    /** The text of the segment, or its words with the times at which they begin. */
    private static StyledText text(Map<?, ?> segment) {
        var words = list(segment.get("words"));
        var pieces = new ArrayList<Piece>();
        var speaker = String.valueOf(segment.containsKey("speaker") ? segment.get("speaker") : "");
        var haveSpaces = words.stream()
                .skip(1)
                .anyMatch(word -> String.valueOf(map(word).get("word")).startsWith(" "));
        for (var item : words) {
            var word = map(item);
            var spoken = String.valueOf(word.get("word"));
            var start = pieces.isEmpty() ? OptionalLong.empty() : time(word, "start", "from");
            if (!pieces.isEmpty() && !haveSpaces) {
                pieces.add(new Run(" ", style(word, speaker)));
            }
            start.ifPresent(millis -> pieces.add(new Moment(millis)));
            pieces.add(new Run(pieces.isEmpty() ? spoken.strip() : spoken, style(word, speaker)));
        }
        return pieces.isEmpty()
                ? new StyledText(List.of(
                        new Run(String.valueOf(segment.get("text")).strip(), Style.PLAIN.withVoice(oneLine(speaker)))))
                : new StyledText(pieces);
    }

    private static Style style(Map<?, ?> word, String speaker) {
        return Style.PLAIN.withVoice(
                oneLine(word.containsKey("speaker") ? String.valueOf(word.get("speaker")) : speaker));
    }

    private static String oneLine(String name) {
        return name.replaceAll("\\s++", " ").strip();
    }

    private static OptionalDouble confidence(Map<?, ?> segment) {
        var words = list(segment.get("words")).stream().map(WhisperJson::map).toList();
        for (var member : List.of("probability", "score")) {
            var mean = words.stream()
                    .filter(word -> word.get(member) instanceof Double)
                    .mapToDouble(word -> (Double) word.get(member))
                    .average();
            if (mean.isPresent()) {
                return mean;
            }
        }
        return segment.get("avg_logprob") instanceof Double logarithm
                ? OptionalDouble.of(Math.exp(logarithm))
                : OptionalDouble.empty();
    }

    /** A time in seconds, or one of the two forms of whisper.cpp. */
    private static OptionalLong time(Map<?, ?> item, String seconds, String edge) {
        if (item.get(seconds) instanceof Double value) {
            return inRange(value * 1000);
        }
        if (map(item.get("offsets")).get(edge) instanceof Double millis) {
            return inRange(millis);
        }
        return Clock.millis(String.valueOf(map(item.get("timestamps")).get(edge)));
    }

    private static OptionalLong inRange(double millis) {
        return OptionalLong.of(Math.max(0, Math.min(Cue.MAX_MILLIS, Math.round(millis))));
    }

    private static long first(List<?> words) {
        return words.stream()
                .flatMapToLong(word -> time(map(word), "start", "from").stream())
                .min()
                .orElse(0);
    }

    private static long last(List<?> words) {
        return words.stream()
                .flatMapToLong(word -> time(map(word), "end", "to").stream())
                .max()
                .orElse(0);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
