package dev.holdfast.http;

import java.util.List;

/**
 * What one method does to one resource.
 *
 * @param work does it
 * @param produces the media types that its answer may have; empty if it has no content or does not negotiate
 * @param consumes what its body must be
 */
record Action(Work work, List<String> produces, Consumes consumes) {

    /** Answers a request. */
    @FunctionalInterface
    interface Work {
        Answer answer(Request request);
    }

    /**
     * What a body must be.
     *
     * @param mediaTypes what it may be; empty if there is none, and whatever comes is not looked at
     * @param maxBytes how long it may be
     */
    record Consumes(List<String> mediaTypes, int maxBytes) {
        static final Consumes NOTHING = new Consumes(List.of(), 0);
    }

    Action {
        produces = List.copyOf(produces);
    }

    /** Answers with JSON, or with nothing. */
    static Action json(Work work) {
        return new Action(work, List.of("application/json"), Consumes.NOTHING);
    }

    /** Answers with JSON, or with a stream of events to who prefers one. */
    static Action jsonOrEvents(Work work) {
        return new Action(work, List.of("application/json", ServerSentEvents.MEDIA_TYPE), Consumes.NOTHING);
    }

    /** Answers with a file. */
    static Action file(String mediaType, Work work) {
        return new Action(work, List.of(mediaType), Consumes.NOTHING);
    }

    /** The same, of a body. */
    Action of(int maxBytes, String... mediaTypes) {
        return new Action(work, produces, new Consumes(List.of(mediaTypes), maxBytes));
    }
}
