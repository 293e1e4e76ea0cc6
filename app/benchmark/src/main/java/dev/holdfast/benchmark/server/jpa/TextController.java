package dev.holdfast.benchmark.server.jpa;

import java.util.List;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Texts over HTTP: read with an entity tag, and written with If-Match. */
@RestController
class TextController {

    /** Body of a write. */
    record NewText(String content) {}

    private final StoredTexts texts;
    private final GuardedSave guardedSave;

    TextController(StoredTexts texts, GuardedSave guardedSave) {
        this.texts = texts;
        this.guardedSave = guardedSave;
    }

    @GetMapping("/texts/{id}")
    ResponseEntity<StoredText> read(@PathVariable String id) {
        var text = texts.findById(id).orElseThrow();
        return ResponseEntity.ok().eTag(tag(text.getVersion())).body(text);
    }

    @GetMapping("/texts")
    List<StoredText> list(@RequestParam int limit) {
        return texts.findAll(PageRequest.of(0, limit, Sort.by("id"))).getContent();
    }

    @PutMapping("/texts/{id}")
    ResponseEntity<StoredText> write(
            @PathVariable String id, @RequestHeader("If-Match") String tag, @RequestBody NewText text) {
        var saved = guardedSave.save(id, Long.parseLong(tag.replace("\"", "")), text.content());
        return ResponseEntity.ok().eTag(tag(saved.getVersion())).body(saved);
    }

    @ExceptionHandler
    ResponseEntity<Void> refuse(StaleVersionException stale) {
        return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
                .eTag(tag(stale.current()))
                .build();
    }

    @ExceptionHandler
    ResponseEntity<Void> refuse(OptimisticLockingFailureException meanwhile) {
        return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED).build();
    }

    private static String tag(long version) {
        return "\"" + version + "\"";
    }
}
