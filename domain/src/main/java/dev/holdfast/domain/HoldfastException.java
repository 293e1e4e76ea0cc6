package dev.holdfast.domain;

/**
 * Exception of a refused request. The family is sealed, so that an adapter can map each member to a response.
 * The message says what happened, what was expected and what to do next; it may be shown to a user.
 */
public abstract sealed class HoldfastException extends RuntimeException
        permits AccessDenied,
                AlreadyExists,
                ConcurrencyConflict,
                ContentTooLarge,
                DocumentConflict,
                DocumentGone,
                InvalidContent,
                InvalidDocument,
                InvalidEdit,
                KeyReused,
                MergeConflict,
                NotFound,
                PreconditionFailed,
                PreconditionRequired,
                SegmentGone,
                StoreUnavailable,
                TooManySegments,
                FileConflict,
                UnknownBase,
                UnknownProfile,
                UnsupportedFormat {

    private static final long serialVersionUID = 1L;

    HoldfastException(String message) {
        super(message);
    }
}
