package dev.holdfast.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether both sides understand each other's media types (RFC 9110 §12.5.1, §8.3, §8.4). */
record Negotiation(Request request) {

    /**
     * Checks what the client asks for and what it sends.
     *
     * @throws ProblemException if there is nothing that it accepts (406), or it sends what is not understood (415)
     */
    void check(Action action) {
        if (!action.produces().isEmpty() && action.produces().stream().noneMatch(this::accepts)) {
            throw Problem.of(
                            ProblemType.NOT_ACCEPTABLE,
                            "This resource comes as %s. Name it in the field Accept, or leave the field out."
                                    .formatted(String.join(", ", action.produces())))
                    .asException();
        }
        if (!action.consumes().mediaTypes().isEmpty()) {
            checkCoding();
            checkMediaType(action.consumes().mediaTypes());
        }
    }

    private void checkCoding() {
        var coding = String.join(",", request.lines("Content-Encoding")).strip();
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
            throw Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "A body with the content coding %s is not decoded here. Send it as it is."
                                    .formatted(coding))
                    .withHeader("Accept-Encoding", "identity")
                    .asException();
        }
    }

    private void checkMediaType(List<String> accepted) {
        var sent = request.mediaType();
        if (sent.filter(accepted::contains).isPresent()) {
            return;
        }
        var list = String.join(", ", accepted);
        throw Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "A body must be %s here, %s."
                                .formatted(
                                        String.join(" or ", accepted),
                                        sent.map(type -> "not " + type)
                                                .orElse("and the field Content-Type must say so")))
                .withHeader(request.method().equals("PATCH") ? "Accept-Patch" : "Accept", list)
                .asException();
    }

    /** Whether the most specific range that fits has a weight above 0. */
    private boolean accepts(String mediaType) {
        var lines = request.lines("Accept");
        if (lines.isEmpty()) {
            return true;
        }
        var slash = mediaType.indexOf('/');
        var ranges = List.of(mediaType, mediaType.substring(0, slash) + "/*", "*/*");
        for (var range : ranges) {
            var weight = weight(String.join(",", lines), range);
            if (weight.isPresent()) {
                return weight.get();
            }
        }
        return lines.stream().allMatch(String::isBlank);
    }

    /** Whether a range is asked for; empty if it is not named. */
    private static Optional<Boolean> weight(String accept, String range) {
        Optional<Boolean> weight = Optional.empty();
        for (var member : accept.split(",", -1)) {
            var parts = member.split(";", -1);
            if (parts[0].strip().equalsIgnoreCase(range)) {
                var refused = false;
                for (var i = 1; i < parts.length; i++) {
                    refused |= parts[i].strip().toLowerCase(Locale.ROOT).matches("q=0(\\.0{0,3})?");
                }
                weight = Optional.of(weight.orElse(false) || !refused);
            }
        }
        return weight;
    }
}
