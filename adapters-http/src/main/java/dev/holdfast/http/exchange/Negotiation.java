package dev.holdfast.http.exchange;

import java.util.List;
import java.util.Optional;

/** Content negotiation (RFC 9110 §12.5.1, §8.3, §8.4). */
public record Negotiation(Request request) {

    /**
     * Checks Accept, Content-Type and Content-Encoding.
     *
     * @throws ProblemException if the client accepts none of the media types (406), or the body has another one (415)
     */
    public void check(Endpoint endpoint) {
        if (!endpoint.produces().isEmpty() && endpoint.produces().stream().noneMatch(this::accepts)) {
            throw Problem.of(
                            ProblemType.NOT_ACCEPTABLE,
                            "This resource is available as %s. Name one of these in the field Accept, or leave the field out."
                                    .formatted(String.join(", ", endpoint.produces())))
                    .asException();
        }
        if (!endpoint.consumes().mediaTypes().isEmpty()) {
            checkCoding();
            checkMediaType(endpoint.consumes().mediaTypes());
        }
    }

    private void checkCoding() {
        var coding = String.join(",", request.lines("Content-Encoding")).strip();
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
            throw Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "A body with the content coding %s is not decoded here. Send it without a coding."
                                    .formatted(coding))
                    .withHeader("Accept-Encoding", "identity")
                    .asException();
        }
    }

    private void checkMediaType(List<String> accepted) {
        var sent = request.contentType().mediaType();
        if (sent.filter(accepted::contains).isPresent()) {
            return;
        }
        var list = String.join(", ", accepted);
        throw Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "A body must be %s here, %s.%s"
                                .formatted(
                                        String.join(" or ", accepted),
                                        sent.map(type -> "not " + type)
                                                .orElse("and the field Content-Type must say so"),
                                        sent.filter(type -> type.startsWith("multipart/"))
                                                .map(
                                                        type ->
                                                                " Forms are not read: send the file itself as the body, and its media type in Content-Type.")
                                                .orElse("")))
                .withHeader(request.method().equals("PATCH") ? "Accept-Patch" : "Accept", list)
                .asException();
    }

    private boolean accepts(String mediaType) {
        return weight(mediaType) > 0;
    }

    /** True if a media type is preferred to another; a named one is preferred to one that is not. */
    public boolean prefers(String mediaType, String other) {
        var more = Double.compare(weight(mediaType), weight(other));
        return more > 0
                || (more == 0 && named(mediaType).isPresent() && named(other).isEmpty());
    }

    /** The weight of the most specific range that fits; 0 if the media type is not accepted. */
    private double weight(String mediaType) {
        if (request.lines("Accept").stream().allMatch(String::isBlank)) {
            return 1;
        }
        var type = mediaType.substring(0, mediaType.indexOf('/'));
        return named(mediaType)
                .or(() -> named(type + "/*"))
                .or(() -> named("*/*"))
                .orElse(0.0);
    }

    /** The weight of a range; empty if it is not named. */
    private Optional<Double> named(String range) {
        return new Weights(request.lines("Accept")).of(range);
    }
}
