package dev.holdfast.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Metadata of a document. It has a version and a hash of its own, so that a rename never conflicts with edits of segments.
 *
 * @param title one line, at most {@value #MAX_TITLE_LENGTH} characters; may be empty
 * @param mediaType the media type of the document as a file, in lower case and without parameters
 * @param language a BCP 47 language tag, or empty
 * @param mediaUrl the http or https address of the video or audio that the document belongs to
 */
public record DocumentInfo(String title, String mediaType, String language, Optional<String> mediaUrl) {

    public static final int MAX_TITLE_LENGTH = 500;

    private static final int MAX_URL_LENGTH = 2_000;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,64}/[a-z0-9!#$&^_.+-]{1,64}");
    private static final Pattern LANGUAGE = Pattern.compile("([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8})?");

    /**
     * @throws InvalidDocument if one of the values is not allowed, naming it
     */
    public DocumentInfo {
        require(
                title.codePointCount(0, title.length()) <= MAX_TITLE_LENGTH,
                "title",
                "is longer than %d characters".formatted(MAX_TITLE_LENGTH));
        require(isLine(title), "title", "must be one line without control characters");
        require(
                MEDIA_TYPE.matcher(mediaType).matches(),
                "mediaType",
                "must be a media type in lower case without parameters, for example text/vtt");
        require(
                LANGUAGE.matcher(language).matches(),
                "language",
                "must be a BCP 47 language tag, for example en or pt-BR, or empty");
        mediaUrl.ifPresent(DocumentInfo::requireWebAddress);
    }

    /**
     * Checks the values that a document newly gets. What is stored already may be older than these rules; it stays as it is,
     * and readable.
     *
     * @param before the metadata that this one replaces; empty for a new document
     * @throws InvalidDocument if a value is not allowed, naming it
     */
    public void requireAcceptableAfter(Optional<DocumentInfo> before) {
        if (!before.map(DocumentInfo::title).equals(Optional.of(title))) {
            require(
                    !HiddenCharacters.in(title),
                    "title",
                    "must not have characters that nobody sees, for example marks of text direction or spaces without width");
        }
        if (!before.map(DocumentInfo::mediaUrl).equals(Optional.of(mediaUrl))) {
            mediaUrl.flatMap(WebAddress::flaw).ifPresent(flaw -> {
                throw new InvalidDocument("mediaUrl", flaw);
            });
        }
    }

    private static void requireWebAddress(String url) {
        require(url.length() <= MAX_URL_LENGTH, "mediaUrl", "is longer than %d characters".formatted(MAX_URL_LENGTH));
        require(isWebAddress(url), "mediaUrl", "must be an address that starts with http:// or https://");
    }

    private static boolean isWebAddress(String url) {
        try {
            var uri = new URI(url);
            return uri.getScheme() != null
                    && uri.getHost() != null
                    && List.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** True if a text can be a title, or a part of one. */
    public static boolean isTitle(String text) {
        return text.codePointCount(0, text.length()) <= MAX_TITLE_LENGTH && isLine(text);
    }

    private static boolean isLine(String text) {
        return Content.firstUnacceptable(text).isEmpty() && text.chars().noneMatch(Character::isISOControl);
    }

    private static void require(boolean holds, String member, String reason) {
        if (!holds) {
            throw new InvalidDocument(member, reason);
        }
    }

    /** The digest of all four values. */
    Digest digest() {
        return Digest.of(title, mediaType, language, mediaUrl.orElse(""));
    }
}
