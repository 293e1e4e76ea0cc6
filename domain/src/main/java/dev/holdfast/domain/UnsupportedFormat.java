package dev.holdfast.domain;

/** Holdfast does not know the format, or the document cannot become one of that format. */
public final class UnsupportedFormat extends HoldfastException {

    private static final long serialVersionUID = 1L;

    public UnsupportedFormat(String reason) {
        super(reason);
    }
}
