package dev.holdfast.domain;

/** The resource never existed. */
public final class NotFound extends HoldfastException {

    private static final long serialVersionUID = 1L;

    /**
     * @param what the kind of resource, for example {@code document}
     * @param id its name, as it was asked for
     */
    public NotFound(String what, String id) {
        super("There is no %s %s. Check the id; ids are case-sensitive.".formatted(what, id));
    }
}
