package dev.holdfast.domain;

/** A document has, or would have, more segments than a document may have here. Nothing was written. */
public final class TooManySegments extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final int maxSegments;

    /**
     * @param maxSegments the most segments of a document
     */
    public TooManySegments(int maxSegments) {
        super(
                "The document would have more than %d captions or paragraphs, which is the most here. Make several documents of it."
                        .formatted(maxSegments));
        this.maxSegments = maxSegments;
    }

    /** The most segments of a document. */
    public int maxSegments() {
        return maxSegments;
    }
}
