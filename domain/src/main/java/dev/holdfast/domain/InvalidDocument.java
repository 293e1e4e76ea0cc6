package dev.holdfast.domain;

/** A value of a document's metadata is not acceptable. Nothing was written. */
public final class InvalidDocument extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final String member;

    /**
     * @param member the name of the value, for example {@code title}
     * @param reason the error, worded to follow the name in a sentence
     */
    public InvalidDocument(String member, String reason) {
        super("The %s %s.".formatted(member, reason));
        this.member = member;
    }

    /** The invalid value. */
    public String member() {
        return member;
    }
}
