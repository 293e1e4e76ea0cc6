package dev.holdfast.domain;

/** The store cannot be reached, or is too busy. Trying again later may succeed. */
public final class StoreUnavailable extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;

    /**
     * @param outcomeUnknown true if the commit may have been made all the same
     */
    public StoreUnavailable(boolean outcomeUnknown, Throwable cause) {
        super(
                outcomeUnknown
                        ? "The connection to the database broke while the change was being saved; it may have been saved."
                                + " Read it before you save again; a request that has an idempotency key can be sent again as it is."
                        : "The database cannot be reached or is too busy. Nothing was written; try again in a moment.");
        this.outcomeUnknown = outcomeUnknown;
        initCause(cause);
    }

    /** True if the write may have been made all the same. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
