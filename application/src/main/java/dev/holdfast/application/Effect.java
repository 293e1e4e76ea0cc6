package dev.holdfast.application;

/** Effect of a write that succeeded. */
public enum Effect {
    /** It wrote something. */
    WRITTEN,
    /** Nothing: all was as asked already. */
    NOTHING,
    /** Nothing now: it had been done before, by an earlier sending of the same request. */
    REPLAYED
}
