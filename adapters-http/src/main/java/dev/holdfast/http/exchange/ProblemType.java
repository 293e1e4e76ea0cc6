package dev.holdfast.http.exchange;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Problem types that a client can distinguish (RFC 9457), each with a page that explains it. */
public enum ProblemType {
    MALFORMED_REQUEST(400, "The request cannot be read", "The request is not valid HTTP/1.1 (RFC 9112)."),
    MALFORMED_PRECONDITION(
            400,
            "A precondition cannot be read",
            "If-Match and If-None-Match hold entity tags in double quotes, separated by commas, or a lone *. A precondition"
                    + " that cannot be read never holds. Send the ETag as it came, quotes included."),
    MISPLACED_PRECONDITION(
            400,
            "Put the precondition in each edit",
            "A batch or an insertion is not made for one version of the whole list. Put the tag of each segment into its edit,"
                    + " as the member ifMatch, and leave the header field out."),
    MALFORMED_QUERY(400, "The query cannot be read", "A parameter of the query has an invalid value."),
    MALFORMED_HEADER(400, "A header field cannot be read", "A header field has an invalid value."),
    MALFORMED_JSON(
            400, "The body is not JSON", "The body must be one JSON text (RFC 8259) in UTF-8, with each name once."),
    UNAUTHENTICATED(
            401,
            "Authentication required",
            "This server requires a token. Send it as Authorization: Bearer <token>, or sign in in the browser."
                    + " The administrator of the server creates tokens with 'holdfast token'."),
    ACCESS_DENIED(
            403,
            "Access denied",
            "The access policy of the server does not allow this request. Ask an administrator for access; a page of another"
                    + " origin must send a token instead of a cookie."),
    NOT_FOUND(404, "Not found", "No resource has this address, and none ever had. Ids are case-sensitive."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "The field Allow lists the methods of this resource."),
    NOT_ACCEPTABLE(406, "Format not available", "The field Accept names no format of this resource."),
    REQUEST_TIMEOUT(408, "The request did not arrive in time", "Send it again, on a better connection."),
    ALREADY_EXISTS(
            409, "The id was used before", "An id is never used twice, not even after a deletion. Choose another."),
    MERGE_CONFLICT(
            409,
            "Both sides changed the same words",
            "The merge would have to drop the words of one side, so nothing was written. The member merge shows where the"
                    + " texts conflict: choose, and save the result with the tag of the current version."),
    FILE_CONFLICT(
            409,
            "Others changed what the file changes",
            "The file that came back and what others did since it was exported contradict each other, so nothing of it was"
                    + " applied. The member conflicts has each segment as it was in the export, as it is now, and as the file has it."
                    + " Decide these, in the document or in the file, and send the file again with the same base."),
    GONE(
            410,
            "The resource was deleted",
            "Its last text is in this response and its history can still be read. It can be restored; or its text is now in"
                    + " the segment that the member successor names."),
    PRECONDITION_FAILED(
            412,
            "The precondition does not hold",
            "The version that the request was made for is not the current one, so nothing was overwritten. The response"
                    + " holds the current version, the one the request was made for, and their merge if there is one."
                    + " Merge, and save with the tag in the member current.etag, which no proxy alters."),
    UNKNOWN_TAG(
            412,
            "The tag names no version of this resource",
            "The tag is none that this resource ever had: it is that of another one, of a list, or it was made up. Nothing was"
                    + " written. Read the resource again, and send the etag that comes with it."),
    WEAKENED_TAG(
            412,
            "A proxy weakened the tag",
            "The request names the current version, but as a weak tag (W/). Only a strong tag can guard a write. A proxy that"
                    + " compresses responses does this: save with the tag in the member current.etag, as the body has it. Or turn"
                    + " compression off there for /api (nginx: gzip off; Apache: SetEnv no-gzip; Varnish: set beresp.do_gzip = false):"
                    + " the server compresses by itself."),
    CONTENT_TOO_LARGE(
            413, "The content is too large", "The body, or a text in it, is larger than this server accepts."),
    TOO_MANY_SEGMENTS(
            413,
            "The document has too many captions or paragraphs",
            "The document would have more of them than this server accepts. Make several documents of it."),
    URI_TOO_LONG(
            414, "The address is too long", "The path and the query together are longer than this server accepts."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "Unsupported media type or content coding",
            "The field Accept-Patch or Accept lists the media types for a body, Accept-Encoding the content codings."),
    MISDIRECTED_REQUEST(
            421,
            "The request names another server",
            "The server listens on this computer only, and responds only to the names of this computer, so that no web page"
                    + " can reach it under a name of its own (DNS rebinding)."),
    INVALID_REQUEST(422, "A member of the body is invalid", "The response names the member."),
    INVALID_CONTENT(422, "The text is invalid in this format", "The response names the place and the reason."),
    INVALID_EDIT(422, "The edit cannot be applied", "The response names the edit and the reason."),
    INVALID_DOCUMENT(422, "The metadata is invalid", "The response names the value and the reason."),
    KEY_REUSED(
            422,
            "The key was used for another request",
            "An Idempotency-Key belongs to one request. Use a new one for each, and the same one only to send it again."),
    UNKNOWN_BASE(422, "The base version is unknown", "The base of a merge is the ETag that the text was read with."),
    UNKNOWN_ENCODING(
            422,
            "The encoding of the file is unknown",
            "The file is not UTF-8, and nothing says what else it is. The member candidates has the encodings in which it can be"
                    + " read, with its first lines in each: send it again with the right one as charset in Content-Type."),
    UNSUPPORTED_FORMAT(422, "Unsupported format", "The response names the supported formats."),
    UNSUPPORTED_OPERATION(
            422,
            "Unsupported operation",
            "The member supported lists the operations that an edit of a batch may have. A newer server may know more."),
    PRECONDITION_REQUIRED(
            428,
            "Precondition required",
            "A write without If-Match could overwrite a version that its writer has never seen, and so could If-Match: *. Read the"
                    + " resource, keep its ETag with the text, and send it back: If-Match: <the ETag>. In a batch each edit has"
                    + " it as the member ifMatch."),
    HEADERS_TOO_LARGE(431, "The header fields are too large", "Together they are larger than this server accepts."),
    INTERNAL_ERROR(500, "Internal error", "The server has logged it under the request id of the response."),
    NOT_IMPLEMENTED(
            501,
            "Not implemented",
            "The server implements the methods GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS, and the transfer coding chunked."),
    UNAVAILABLE(
            503,
            "Not available at the moment",
            "The server is starting or stopping, is at its limit of change streams, or cannot reach its database. Try again after"
                    + " the seconds in Retry-After.");

    private final int status;
    private final String title;
    private final String explanation;

    ProblemType(int status, String title, String explanation) {
        this.status = status;
        this.title = title;
        this.explanation = explanation;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String explanation() {
        return explanation;
    }

    /** The last part of its URI. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its stable URI, relative to the server. */
    public String uri() {
        return "/problems/" + label();
    }

    /** The type with that {@link #label}. */
    public static Optional<ProblemType> of(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label))
                .findFirst();
    }

    /** The type of a status that Jetty sends by itself; empty for all others. */
    public static Optional<ProblemType> ofServer(int status) {
        return switch (status) {
            case 400 -> Optional.of(MALFORMED_REQUEST);
            case 404 -> Optional.of(NOT_FOUND);
            case 408 -> Optional.of(REQUEST_TIMEOUT);
            case 413 -> Optional.of(CONTENT_TOO_LARGE);
            case 414 -> Optional.of(URI_TOO_LONG);
            case 431 -> Optional.of(HEADERS_TOO_LARGE);
            case 500 -> Optional.of(INTERNAL_ERROR);
            case 501 -> Optional.of(NOT_IMPLEMENTED);
            case 503 -> Optional.of(UNAVAILABLE);
            default -> Optional.empty();
        };
    }
}
