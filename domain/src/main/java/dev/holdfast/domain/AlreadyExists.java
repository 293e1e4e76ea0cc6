package dev.holdfast.domain;

/** The id is in use, or was once: an id is never used again. */
public final class AlreadyExists extends HoldfastException {

    private static final long serialVersionUID = 1L;

    /**
     * @param what the kind of resource, for example {@code document}
     * @param id the id that was asked for
     */
    public AlreadyExists(String what, String id) {
        super("There is or was a %s %s. Ids are never used again: choose another, or leave it out to get a new one."
                .formatted(what, id));
    }
}
