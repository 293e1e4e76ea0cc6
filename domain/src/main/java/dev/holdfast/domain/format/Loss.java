package dev.holdfast.domain.format;

/** A part of a document or of a file that the other cannot hold, so that an export or an import drops it. */
public enum Loss {
    HEADER_TEXT("header text"),
    NOTES("notes"),
    STYLES("styles"),
    REGIONS("regions"),
    /** Blocks that no player shows, and that are none of the kinds above. */
    OTHER_BLOCKS("blocks that are not captions"),
    IDENTIFIERS("identifiers"),
    SETTINGS("settings"),
    VOICES("voices"),
    CLASSES("classes"),
    LANGUAGES("languages"),
    RUBY("ruby"),
    INNER_TIMESTAMPS("inner timestamps"),
    UNKNOWN_TAGS("unknown tags"),
    BLANK_LINES("blank lines"),
    LINE_BREAKS("line breaks"),
    TEXT_STYLES("bold, italics and underline"),
    COLOURS("colours"),
    FONTS("fonts"),
    POSITIONS("positions"),
    EFFECTS("effects"),
    DRAWINGS("drawings"),
    METADATA("metadata"),
    TIMES("times"),
    /** Digits of times that the format has no place for. */
    TIME_PRECISION("the last digits of times"),
    OVERLAPS("ends of captions that overlap");

    private final String label;

    Loss(String label) {
        this.label = label;
    }

    /** Its name in messages and in interfaces. */
    public String label() {
        return label;
    }
}
