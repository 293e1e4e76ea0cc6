package dev.holdfast.application;

import dev.holdfast.domain.Tip;

/** Reader's part in a read that takes several steps: the reader may have the result already, or may have gone. */
public interface Reading {

    /** A read of everything, to the end. */
    Reading WHOLE = new Reading() {};

    /** True if the reader has the result as it is at a tip, so that nothing more is read. */
    default boolean has(Tip tip) {
        return false;
    }

    /** Called before each further step; throws an exception of the caller's own to stop. */
    default void proceed() {}
}
