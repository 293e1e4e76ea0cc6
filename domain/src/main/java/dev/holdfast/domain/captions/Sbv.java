package dev.holdfast.domain.captions;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.format.FileReader;
import dev.holdfast.domain.format.FileWriter;
import dev.holdfast.domain.format.ReadFile;
import dev.holdfast.domain.format.ReadOptions;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.domain.format.WrittenFile;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * SubViewer as YouTube writes it (.sbv): a line with start and end, the text, a blank line. It has no markup. A timing line begins a
 * caption at the beginning of the file or below a blank line, so text can look like one.
 */
public final class Sbv implements FileReader, FileWriter {

    private static final Pattern TIMINGS = Pattern.compile(
            "\\s*+([0-9]{1,9}:[0-9]{2}:[0-9]{2}\\.[0-9]{1,3}),([0-9]{1,9}:[0-9]{2}:[0-9]{2}\\.[0-9]{1,3})\\s*+");

    @Override
    public boolean recognises(String file) {
        return ImportedCaptions.beginning(file)
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .filter(line -> TIMINGS.matcher(line).matches())
                .isPresent();
    }

    @Override
    public ReadFile read(String file, ReadOptions options, int maxBlocks) {
        return new Reading(maxBlocks).of(ImportedCaptions.storable(file));
    }

    /** A reading of one file. */
    private static final class Reading {

        private final ImportedCaptions captions;
        private final StringBuilder text = new StringBuilder();
        private long startMillis = -1;
        private long endMillis = -1;
        private boolean isBelowBlank = true;
        private int number;

        Reading(int maxBlocks) {
            captions = new ImportedCaptions(maxBlocks);
        }

        ReadFile of(String file) {
            file.lines().forEachOrdered(this::read);
            end();
            if (captions.isEmpty()) {
                throw notTimes(1);
            }
            return captions.file();
        }

        private void read(String line) {
            number++;
            var timings = TIMINGS.matcher(line);
            if (isBelowBlank && timings.matches()) {
                end();
                startMillis = millis(timings.group(1));
                endMillis = millis(timings.group(2));
            } else if (!line.isBlank() && startMillis < 0) {
                throw notTimes(number);
            } else if (!line.isBlank()) {
                text.append(text.isEmpty() ? "" : "\n").append(line.replace("[br]", "\n"));
            }
            isBelowBlank = line.isBlank();
        }

        private long millis(String time) {
            var millis = Clock.millis(time);
            if (millis.equals(OptionalLong.empty())) {
                throw notTimes(number);
            }
            return millis.getAsLong();
        }

        private void end() {
            if (startMillis >= 0) {
                captions.add(
                        startMillis,
                        endMillis,
                        "",
                        new StyledText(List.of(new StyledText.Run(text.toString(), Style.PLAIN))));
                text.setLength(0);
            }
        }

        private static InvalidContent notTimes(int line) {
            return new InvalidContent("expected times as H:MM:SS.mmm,H:MM:SS.mmm", line, 1);
        }
    }

    @Override
    public WrittenFile write(List<Block> blocks, WriteOptions options) {
        var captions = ExportedCaptions.of(blocks).withoutIdentifiers().withoutSettings();
        var file = new StringBuilder();
        for (var cue : captions.cues()) {
            file.append(file.isEmpty() ? "" : "\n")
                    .append(Clock.written(cue.startMillis(), 1, ".", 3))
                    .append(',')
                    .append(Clock.written(cue.endMillis(), 1, ".", 3))
                    .append('\n');
            var text = StyledText.of(cue.text(), captions.dropped()).withSpeakers(options, captions.dropped());
            ExportedCaptions.lines(text, captions.dropped())
                    .forEach(line -> file.append(line).append('\n'));
        }
        return captions.file(file.toString());
    }
}
