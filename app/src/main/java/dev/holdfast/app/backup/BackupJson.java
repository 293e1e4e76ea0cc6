package dev.holdfast.app.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.UnchangedWrite.FoundVersion;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Stamp;
import dev.holdfast.domain.Tip;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** JSON objects of the lines of a backup. A member that is missing or of another type is an {@link IllegalArgumentException}. */
final class BackupJson {

    static final int FORMAT = 1;

    private BackupJson() {}

    static ObjectNode line(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    static ObjectNode header(Instant created, String software, Optional<String> since) {
        var line = line("backup")
                .put("format", FORMAT)
                .put("createdAt", created.toString())
                .put("createdBy", software);
        since.ifPresent(digest -> line.put("since", digest));
        return line;
    }

    static ObjectNode document(DocumentId id, Optional<Tip> after) {
        var line = line("document").put("id", id.value());
        after.ifPresent(tip -> line.put("after", tip.toString()));
        return line;
    }

    static ObjectNode commit(BackedUpCommit backedUp) {
        var commit = backedUp.commit();
        return signed(line("commit"), commit.stamp().by(), commit.key())
                .put("at", commit.stamp().at().toString())
                .put("tip", backedUp.tip().toString())
                .put("changes", backedUp.changes());
    }

    private static ObjectNode signed(ObjectNode line, Author by, CommitKey key) {
        return line.put("author", by.name())
                .put("verified", by.verified())
                .put("key", key.value())
                .put("request", key.request().value());
    }

    static ObjectNode unchanged(UnchangedWrite write) {
        var line = signed(line("unchanged"), write.by(), write.key())
                .put("tip", write.tip().toString());
        var versions = line.putArray("versions");
        write.versions()
                .forEach(version -> versions.addObject()
                        .put("segment", version.subject())
                        .put("hash", version.hash().value()));
        return line;
    }

    static ObjectNode end(Tip tip) {
        return line("end").put("tip", tip.toString());
    }

    static ObjectNode summary(BackupSummary summary) {
        return line("summary")
                .put("documents", summary.documents())
                .put("commits", summary.commits())
                .put("changes", summary.changes())
                .put("sha256", summary.sha256());
    }

    static CommitKey key(JsonNode line) {
        return new CommitKey(text(line, "key"), new Digest(text(line, "request")));
    }

    static Author author(JsonNode line) {
        return new Author(text(line, "author"), member(line, "verified").asBoolean());
    }

    static Stamp stamp(JsonNode line) {
        return new Stamp(author(line), Instant.parse(text(line, "at")));
    }

    static UnchangedWrite unchanged(DocumentId document, JsonNode line) {
        var versions = new ArrayList<FoundVersion>();
        member(line, "versions")
                .forEach(version ->
                        versions.add(new FoundVersion(text(version, "segment"), new Hash(text(version, "hash")))));
        return new UnchangedWrite(document, author(line), key(line), tip(line, "tip"), versions);
    }

    static Tip tip(JsonNode line, String name) {
        return optionalTip(line, name).orElseThrow(() -> new IllegalArgumentException("it has no " + name));
    }

    static Optional<Tip> optionalTip(JsonNode line, String name) {
        return optionalText(line, name)
                .map(text -> Tip.parse(text).orElseThrow(() -> new IllegalArgumentException(name + " is not a tip")));
    }

    static long number(JsonNode line, String name) {
        var member = member(line, name);
        if (!member.isIntegralNumber() || !member.canConvertToLong() || member.longValue() < 0) {
            throw new IllegalArgumentException(name + " is not a number from 0");
        }
        return member.longValue();
    }

    static String text(JsonNode line, String name) {
        return optionalText(line, name).orElseThrow(() -> new IllegalArgumentException("it has no " + name));
    }

    static Optional<String> optionalText(JsonNode line, String name) {
        var member = line.path(name);
        if (member.isMissingNode()) {
            return Optional.empty();
        }
        if (!member.isTextual()) {
            throw new IllegalArgumentException(name + " is not a text");
        }
        return Optional.of(member.textValue());
    }

    private static JsonNode member(JsonNode line, String name) {
        var member = line.path(name);
        if (member.isMissingNode()) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return member;
    }
}
