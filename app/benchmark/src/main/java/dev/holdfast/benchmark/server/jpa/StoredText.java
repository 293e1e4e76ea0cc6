package dev.holdfast.benchmark.server.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** Text with a version that JPA compares and counts. */
@Entity
@Table(name = "jpa_text")
class StoredText {

    @Id
    private String id = "";

    @Version
    private long version;

    private String content = "";

    /** For JPA. */
    protected StoredText() {}

    StoredText(String id, String content) {
        this.id = id;
        this.content = content;
    }

    public String getId() {
        return id;
    }

    public long getVersion() {
        return version;
    }

    public String getContent() {
        return content;
    }

    void setContent(String content) {
        this.content = content;
    }
}
