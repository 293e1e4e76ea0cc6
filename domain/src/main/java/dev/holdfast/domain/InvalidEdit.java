package dev.holdfast.domain;

/** An edit that makes no sense for its document, whatever version it is at. Nothing was written. */
public final class InvalidEdit extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final int index;

    /**
     * @param index which edit of the commit, counted from 0
     * @param reason what is wrong and what to do, as whole sentences
     */
    public InvalidEdit(int index, String reason) {
        super(reason);
        this.index = index;
    }

    /** Which edit of the commit, counted from 0. */
    public int index() {
        return index;
    }
}
