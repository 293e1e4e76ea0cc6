package dev.holdfast.benchmark.server.jpa;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Save of a text if it has the version that the client knows. */
@Service
class GuardedSave {

    private final StoredTexts texts;

    GuardedSave(StoredTexts texts) {
        this.texts = texts;
    }

    /**
     * Saves a text.
     *
     * @throws StaleVersionException if the text has another version
     * @throws org.springframework.dao.OptimisticLockingFailureException if another transaction saved it meanwhile
     */
    @Transactional
    StoredText save(String id, long version, String content) {
        var text = texts.findById(id).orElseThrow();
        if (text.getVersion() != version) {
            throw new StaleVersionException(text.getVersion());
        }
        text.setContent(content);
        return texts.saveAndFlush(text);
    }
}
