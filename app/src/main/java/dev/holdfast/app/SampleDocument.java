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
 * Sample document of an empty server: a short video whose captions are a tour of the editor.
 *
 * @param captions the content of the captions file
 */
record SampleDocument(String captions) {

    static final DocumentId ID = new DocumentId("sample");

    private static final Author AUTHOR = Author.unverified("Holdfast");

    /** Fixed, so that of several servers on one store only the first creates the document. */
    private static final CommitKey KEY = new CommitKey("sample", Digest.of("sample"));

    private static final String WEBVTT = Formats.ofCaptionsFiles().get(0).mediaType();
    private static final String FILE = "dev/holdfast/web/sample/tour.vtt";

    /** The sample of the editor. Empty if the server was built without the editor. */
    static Optional<SampleDocument> onClassPath() {
        try (var stream = SampleDocument.class.getClassLoader().getResourceAsStream(FILE)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new SampleDocument(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the document if the store has none. A deleted sample is not created again. */
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
            LoggerFactory.getLogger(SampleDocument.class).debug("The sample document exists already", e);
        }
    }
}
