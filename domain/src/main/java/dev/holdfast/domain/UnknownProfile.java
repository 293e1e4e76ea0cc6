package dev.holdfast.domain;

import java.util.List;

/** There is no profile of that name to check a document against. */
public final class UnknownProfile extends HoldfastException {

    private static final long serialVersionUID = 1L;

    /**
     * @param name as it was asked for
     * @param known the names that there are
     */
    public UnknownProfile(String name, List<String> known) {
        super("There is no profile %s to check against. There are: %s.".formatted(name, String.join(", ", known)));
    }
}
