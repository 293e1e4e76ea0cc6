package dev.holdfast.domain;

/** The key was already used by the same author on the same document, for another request. Nothing was written. */
public final class KeyReused extends HoldfastException {

    private static final long serialVersionUID = 1L;

    public KeyReused(String key) {
        super("The key '%s' was used before, for another request. Use a new key for each new request.".formatted(key));
    }
}
