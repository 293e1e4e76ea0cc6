package dev.holdfast.domain;

/** The caller may not do that. Says nothing about what there is. */
public final class AccessDenied extends HoldfastException {

    private static final long serialVersionUID = 1L;

    public AccessDenied() {
        super("You are not allowed to do this. Ask an administrator for the right to.");
    }
}
