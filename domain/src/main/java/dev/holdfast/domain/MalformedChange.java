package dev.holdfast.domain;

/** A change that cannot even be read, so that nobody knows what it was to do. Nothing was written. */
public final class MalformedChange extends HoldfastException {

    private static final long serialVersionUID = 1L;

    /**
     * @param reason what could not be read and what was expected, as whole sentences
     */
    public MalformedChange(String reason) {
        super(reason);
    }
}
