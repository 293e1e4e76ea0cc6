package dev.holdfast.domain.captions;

import dev.holdfast.domain.InvalidContent;
import java.util.regex.Pattern;

/** The formats of captions that are told from others but not read. */
public enum ForeignFormat {
    SAMI("SAMI (.smi)", "\\s*+<SAMI\\b"),
    MICRO_DVD("MicroDVD (.sub)", "\\s*+\\{[0-9]++\\}\\{[0-9]++\\}"),
    SCENARIST("Scenarist closed captions (.scc)", "\\s*+Scenarist_SCC V1\\.0"),
    EBU_STL("EBU STL (.stl)", "[0-9]{3}STL[0-9]{2}\\.01"),
    SPRUCE_STL("Spruce STL (.stl)", "\\s*+(?://[^\\r\\n]*+\\s++)*+\\$[A-Za-z]++ *+="),
    MPL2("MPL2 (.mpl)", "\\s*+\\[[0-9]++\\]\\[[0-9]++\\]"),
    HTML("a web page", "\\s*+(?:<!DOCTYPE html|<html\\b)"),
    RICH_TEXT("rich text (.rtf)", "\\{\\\\rtf"),
    PDF("a PDF document", "%PDF-"),
    ZIP("a ZIP archive or an office document", "PK\\x03\\x04");

    private final String label;
    private final Pattern beginning;

    ForeignFormat(String label, String beginning) {
        this.label = label;
        this.beginning = Pattern.compile(beginning, Pattern.CASE_INSENSITIVE);
    }

    /**
     * Refuses a file of one of these formats.
     *
     * @throws InvalidContent if the file is one of them, which the message names
     */
    public static void refuse(String file) {
        var text = ImportedCaptions.beginning(file);
        for (var format : values()) {
            if (format.beginning.matcher(text).lookingAt()) {
                throw new InvalidContent(
                        "the file is %s, which Holdfast does not read; convert it to WebVTT, SubRip or TTML"
                                .formatted(format.label),
                        1,
                        1);
            }
        }
    }
}
