package dev.holdfast.http.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.HoldfastException;
import dev.holdfast.domain.Tip;
import dev.holdfast.http.header.EntityTag;
import dev.holdfast.http.header.TagCondition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Response to a request of the client. It may come from another kind of server. */
record ServerResponse(URI server, HttpResponse<byte[]> response) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * This response, if it has the media type.
     *
     * @throws HoldfastClientException if it has another one
     */
    ServerResponse ofType(String mediaType) {
        if (!mediaType().equals(mediaType)) {
            throw notHoldfast(null);
        }
        return this;
    }

    private String mediaType() {
        return field("Content-Type").orElse("none").split(";", 2)[0].strip();
    }

    Optional<String> field(String name) {
        return response.headers().firstValue(name);
    }

    String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The tip of the document at the moment of the response. */
    Tip tip() {
        return tag().flatMap(Tip::parse).orElseThrow(() -> notHoldfast(null));
    }

    private Optional<String> tag() {
        return field("ETag")
                .flatMap(tag -> TagCondition.parse(List.of(tag)).tags().stream().findFirst())
                .map(EntityTag::opaque);
    }

    /**
     * Reads the body.
     *
     * @param reader may throw the domain's exceptions for invalid values
     */
    <T> T read(Function<ClientJson, T> reader) {
        try {
            return reader.apply(new ClientJson(MAPPER.readTree(response.body())));
        } catch (IOException | IllegalArgumentException | DateTimeException | HoldfastException e) {
            throw notHoldfast(e);
        }
    }

    /** The error response as an exception. */
    HoldfastClientException refusal() {
        if (!mediaType().equals("application/problem+json")) {
            return notHoldfast(null);
        }
        return new HoldfastClientException(
                switch (response.statusCode()) {
                    case 401 ->
                        hasToken()
                                ? "The server at %s does not know the token that was sent.".formatted(server)
                                : "The server at %s requires a token, but none was sent.".formatted(server);
                    case 403 -> "The server at %s does not allow this user to do that.".formatted(server);
                    default ->
                        read(problem -> "%s: %s"
                                .formatted(
                                        problem.text("title"),
                                        problem.optionalScalar("detail").orElse("no detail was given.")));
                },
                response.statusCode(),
                tag().filter(tag -> response.statusCode() == 410 && Hash.isHash(tag))
                        .map(Hash::new));
    }

    private boolean hasToken() {
        return response.request().headers().firstValue("Authorization").isPresent();
    }

    private HoldfastClientException notHoldfast(@Nullable Exception cause) {
        var message =
                "The server at %s is not a Holdfast server that this client supports: the response to %s %s has status %d and type %s%s. Check the address."
                        .formatted(
                                server,
                                response.request().method(),
                                response.uri().getPath(),
                                response.statusCode(),
                                mediaType(),
                                cause == null ? "" : " (%s)".formatted(cause.getMessage()));
        return cause == null ? new HoldfastClientException(message) : new HoldfastClientException(message, cause);
    }
}
