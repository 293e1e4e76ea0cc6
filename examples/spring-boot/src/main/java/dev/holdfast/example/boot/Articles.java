package dev.holdfast.example.boot;

import dev.holdfast.application.Holdfast;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Articles: their texts are in Holdfast, the rest in a table of the application. Each method is one transaction of both. */
@Service
class Articles {

    private final Holdfast holdfast;
    private final JdbcClient jdbc;

    Articles(Holdfast holdfast, JdbcClient jdbc) {
        this.holdfast = holdfast;
        this.jdbc = jdbc;
    }

    @Transactional
    Segment create(Author author, String title, String text) {
        var info = new DocumentInfo(title, "text/plain", "en", Optional.empty());
        var document = holdfast.documents()
                .create(WriteRequest.by(author), NewDocument.of(info, text))
                .document();
        var created = holdfast.segments()
                .list(author, document.id(), Optional.empty(), 1)
                .segments()
                .get(0);
        jdbc.sql("INSERT INTO article (text_id, version) VALUES (?, 1)")
                .param(created.id().toString())
                .update();
        return created;
    }

    Segment read(Author reader, SegmentId article) {
        return holdfast.segments().read(reader, article);
    }

    /** Saves a text and publishes it, or neither. */
    @Transactional
    Segment publish(Author editor, SegmentId article, Precondition precondition, String text) {
        jdbc.sql("UPDATE article SET published = now(), version = version + 1 WHERE text_id = ?")
                .param(article.toString())
                .update();
        return holdfast.segments()
                .edit(WriteRequest.by(editor).expecting(precondition), article, SegmentChange.to(text))
                .segment();
    }
}
