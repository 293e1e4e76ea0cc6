package dev.holdfast.domain.format;

/** A part of a document that a file format cannot hold, so that an export drops it. */
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
    BLANK_LINES("blank lines");

    private final String label;

    Loss(String label) {
        this.label = label;
    }

    /** Its name in messages and in interfaces. */
    public String label() {
        return label;
    }
}
