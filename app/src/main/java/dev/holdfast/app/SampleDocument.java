package dev.holdfast.app;

import dev.holdfast.application.Formats;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.NewFile;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The document that an empty server begins with: a short video whose captions are the tour of the editor.
 *
 * @param captions the captions, a file
 */
record SampleDocument(String captions) {

    static final DocumentId ID = new DocumentId("sample");

    private static final Author AUTHOR = Author.unverified("Holdfast");
    /** The same for all servers on one store: whichever is first makes the document, and the others find it made. */
    private static final CommitKey KEY = new CommitKey("sample", Digest.of("sample"));

    private static final String WEBVTT = Formats.ofCaptionsFiles().get(0).mediaType();
    private static final String FILE = "dev/holdfast/web/sample/tour.vtt";

    /** The one that comes with the editor; none where the server was built without it. */
    static Optional<SampleDocument> onClassPath() {
        try (var stream = SampleDocument.class.getClassLoader().getResourceAsStream(FILE)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new SampleDocument(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds it, if there is no document at all. Once deleted it does not come back. */
    void addTo(Holdfast holdfast, URI server) {
        if (!holdfast.documents().list(AUTHOR, "", Optional.empty(), 1).isEmpty()) {
            return;
        }
        var video = server.resolve("/sample/tour.webm").toString();
        var info = new DocumentInfo("A tour of Holdfast", WEBVTT, "en", Optional.of(video));
        try {
            var file = new NewFile(Optional.of(ID), info, WEBVTT, captions);
            holdfast.documents().importFile(WriteRequest.by(AUTHOR).withKey(KEY), file);
        } catch (AlreadyExists e) {
            LoggerFactory.getLogger(SampleDocument.class).debug("The sample was there already", e);
        }
    }
}
