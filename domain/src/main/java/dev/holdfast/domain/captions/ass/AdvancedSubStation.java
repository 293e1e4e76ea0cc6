package dev.holdfast.domain.captions.ass;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.captions.Alignment;
import dev.holdfast.domain.captions.Clock;
import dev.holdfast.domain.captions.ExportedCaptions;
import dev.holdfast.domain.captions.ImportedCaptions;
import dev.holdfast.domain.captions.StyledText;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.format.FileReader;
import dev.holdfast.domain.format.FileWriter;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.ReadFile;
import dev.holdfast.domain.format.ReadOptions;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.domain.format.WrittenFile;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Advanced SubStation Alpha (.ass) and SubStation Alpha (.ssa), after "Sub Station Alpha v4.00+ Script Format" and what libass does.
 * Of the styles it reads bold, italic, underline and alignment.
 */
public final class AdvancedSubStation implements FileReader, FileWriter {

    private static final Pattern BEGINNING = Pattern.compile(
            "(?:\\s|;[^\\r\\n]*+)*+\\[(?:Script Info|V4\\+? Styles|Events)\\]", Pattern.CASE_INSENSITIVE);

    private static final String HEADER = """
            [Script Info]
            ScriptType: v4.00+
            WrapStyle: 0
            PlayResX: 1920
            PlayResY: 1080
            ScaledBorderAndShadow: yes

            [V4+ Styles]
            Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
            Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, \
            MarginV, Encoding
            Style: Default,Arial,64,&H00FFFFFF,&H00FFFFFF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,60,60,50,1

            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
            """;

    @Override
    public boolean recognises(String file) {
        return BEGINNING.matcher(ImportedCaptions.beginning(file)).lookingAt();
    }

    @Override
    public ReadFile read(String file, ReadOptions options, int maxBlocks) {
        var reader = new ScriptReader(maxBlocks);
        ImportedCaptions.storable(file).lines().forEachOrdered(reader::read);
        return reader.file()
                .orElseThrow(() -> new InvalidContent("expected lines that begin with Dialogue:, found none", 1, 1));
    }

    @Override
    public WrittenFile write(List<Block> blocks, WriteOptions options) {
        var captions = ExportedCaptions.of(blocks);
        var file = new StringBuilder(HEADER);
        for (var cue : captions.cues()) {
            file.append(dialogue(cue, captions)).append('\n');
        }
        return captions.file(file.toString());
    }

    private static String dialogue(Cue cue, ExportedCaptions captions) {
        var dropped = captions.dropped();
        cue.identifier().ifPresent(name -> dropped.add(Loss.IDENTIFIERS));
        var alignment = Alignment.ofSettings(cue.settings());
        if (alignment.isEmpty()) {
            dropped.add(Loss.SETTINGS);
        }
        if (cue.startMillis() % 10 != 0 || cue.endMillis() % 10 != 0) {
            dropped.add(Loss.TIME_PRECISION);
        }
        var text = StyledText.of(cue.text(), dropped);
        return "Dialogue: 0,%s,%s,Default,%s,0,0,0,,%s%s"
                .formatted(
                        Clock.written(cue.startMillis(), 1, ".", 2),
                        Clock.written(cue.endMillis(), 1, ".", 2),
                        text.speaker().replace(",", "").replace("\n", " "),
                        alignment.map(Alignment::override).orElse(""),
                        DialogueWriter.write(text, cue.startMillis(), dropped));
    }
}
