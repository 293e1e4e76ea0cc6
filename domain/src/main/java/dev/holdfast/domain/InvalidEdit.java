package dev.holdfast.domain;

/** Edit that no version of its document allows. Nothing was written. */
public final class InvalidEdit extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final int index;

    /**
     * @param index index of the edit in its commit, from 0
     * @param reason the error and its remedy, as whole sentences
     */
    public InvalidEdit(int index, String reason) {
        super(reason);
        this.index = index;
    }

    /** Index of the edit in the commit, from 0. */
    public int index() {
        return index;
    }
}
