package dev.holdfast.domain;

/** The write does not say which version it was made for, and this store insists. Nothing was written. */
public final class PreconditionRequired extends HoldfastException {

    private static final long serialVersionUID = 1L;

    public PreconditionRequired() {
        super(
                "This write does not say which version it was made for, so it could overwrite what its writer has not seen."
                        + " Read the current version, and send its hash with the write.");
    }
}
