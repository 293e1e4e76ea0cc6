package dev.holdfast.postgres;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Stamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Row mappers for groups of columns that several tables share. */
final class Columns {

    private Columns() {}

    static DocumentInfo info(ResultSet row, String prefix) throws SQLException {
        return new DocumentInfo(
                row.getString(prefix + "title"),
                row.getString(prefix + "media_type"),
                row.getString(prefix + "language"),
                Optional.ofNullable(row.getString(prefix + "media_url")));
    }

    /** The names of the columns of a stamp. */
    record StampColumns(String by, String verified, String at) {

        static StampColumns of(String prefix) {
            return new StampColumns(prefix + "by", prefix + "by_verified", prefix + "at");
        }

        Stamp read(ResultSet row) throws SQLException {
            return new Stamp(
                    new Author(row.getString(by), row.getBoolean(verified)),
                    row.getTimestamp(at).toInstant());
        }
    }

    static Block block(ResultSet row) throws SQLException {
        @Nullable String content = row.getString("content");
        return new Block(
                SegmentKind.of(row.getString("kind")),
                new Content(content == null ? "" : content),
                row.getString("separator"));
    }

    static Optional<SegmentId> successor(ResultSet row, DocumentId document) throws SQLException {
        return Optional.ofNullable(row.getString("successor")).map(local -> new SegmentId(document, local));
    }
}
