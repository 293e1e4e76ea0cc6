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

/** A response as the client received it, which may not come from a Holdfast server. */
record ServerResponse(URI server, HttpResponse<byte[]> response) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * The same answer.
     *
     * @throws HoldfastClientException if it is of another type
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

    /** The moment of the document that the answer is of. */
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
     * @param reader may throw what the domain throws at values that cannot be
     */
    <T> T read(Function<ClientJson, T> reader) {
        try {
            return reader.apply(new ClientJson(MAPPER.readTree(response.body())));
        } catch (IOException | IllegalArgumentException | DateTimeException | HoldfastException e) {
            throw notHoldfast(e);
        }
    }

    /** The refusal of the server as an exception. */
    HoldfastClientException refusal() {
        if (!mediaType().equals("application/problem+json")) {
            return notHoldfast(null);
        }
        return new HoldfastClientException(
                switch (response.statusCode()) {
                    case 401 ->
                        isSigned()
                                ? "The server at %s does not know the token that was sent.".formatted(server)
                                : "The server at %s lets in only those who have a token, and none was sent."
                                        .formatted(server);
                    case 403 -> "The server at %s does not allow that to whoever asked.".formatted(server);
                    default ->
                        read(problem -> "%s: %s"
                                .formatted(
                                        problem.text("title"),
                                        problem.optionalScalar("detail").orElse("no more is known.")));
                },
                response.statusCode(),
                tag().filter(tag -> response.statusCode() == 410 && Hash.isHash(tag))
                        .map(Hash::new));
    }

    private boolean isSigned() {
        return response.request().headers().firstValue("Authorization").isPresent();
    }

    private HoldfastClientException notHoldfast(@Nullable Exception cause) {
        var message =
                "What answers at %s is not Holdfast as this client knows it: %s %s came back with status %d and type %s%s. Check the address."
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
