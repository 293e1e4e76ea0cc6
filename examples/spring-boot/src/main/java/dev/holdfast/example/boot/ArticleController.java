package dev.holdfast.example.boot;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.spring.IfMatch;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Articles over HTTP. The author would come from Spring Security. */
@RestController
@RequestMapping("/articles")
class ArticleController {

    private static final Author EDITOR = Author.verified("Ana");

    private final Articles articles;

    ArticleController(Articles articles) {
        this.articles = articles;
    }

    record Article(String id, String text) {
        static Article of(Segment segment) {
            return new Article(segment.id().toString(), segment.content().text());
        }
    }

    private static ResponseEntity<Article> response(HttpStatus status, Segment segment) {
        return ResponseEntity.status(status)
                .eTag("\"%s\"".formatted(segment.hash().value()))
                .body(Article.of(segment));
    }

    private static SegmentId id(String text) {
        return SegmentId.parse(text).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @PostMapping
    ResponseEntity<Article> create(@RequestParam String title, @RequestBody String text) {
        return response(HttpStatus.CREATED, articles.create(EDITOR, title, text));
    }

    @GetMapping("/{id}")
    ResponseEntity<Article> read(@PathVariable String id) {
        return response(HttpStatus.OK, articles.read(EDITOR, id(id)));
    }

    @PutMapping("/{id}/published")
    ResponseEntity<Article> publish(
            @PathVariable String id, @IfMatch Precondition precondition, @RequestBody String text) {
        return response(HttpStatus.OK, articles.publish(EDITOR, id(id), precondition, text));
    }
}
