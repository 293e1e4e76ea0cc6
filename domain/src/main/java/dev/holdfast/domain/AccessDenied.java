package dev.holdfast.domain;

/** Refusal of access. It does not reveal whether the resource exists. */
public final class AccessDenied extends HoldfastException {

    private static final long serialVersionUID = 1L;

    public AccessDenied() {
        super("You are not allowed to do this. Ask an administrator for the right to.");
    }
}
