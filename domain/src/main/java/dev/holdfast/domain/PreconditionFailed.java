package dev.holdfast.domain;

/** Failed precondition of a creation: there is no version to merge with. Nothing was written. */
public final class PreconditionFailed extends HoldfastException {

    private static final long serialVersionUID = 1L;

    /**
     * @param reason the expected and the actual state, as whole sentences
     */
    public PreconditionFailed(String reason) {
        super(reason);
    }
}
