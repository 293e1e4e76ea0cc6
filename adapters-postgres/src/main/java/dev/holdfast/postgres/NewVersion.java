package dev.holdfast.postgres;

import dev.holdfast.domain.Change;
import dev.holdfast.domain.CommitHash.MadeVersion;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.Stamp;
import dev.holdfast.domain.Version;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Version of a segment that an edit makes, with its hashes, which are computed once. */
record NewVersion(Edit edit, Digest digest, Hash hash) {

    static NewVersion of(Edit edit) {
        var digest = edit.digest();
        return new NewVersion(edit, digest, edit.expected().next(edit.operation(), digest));
    }

    String local() {
        return edit.segment().local();
    }

    boolean isInsert() {
        return edit.operation() == Operation.INSERT;
    }

    MadeVersion made() {
        return new MadeVersion(local(), hash);
    }

    /** The change that made this version, with the segment as it was written. */
    Change change(ResultSet written, Stamp stamp) throws SQLException {
        var segment = new Segment(
                edit.segment(),
                new Position(written.getString("position")),
                Columns.block(written),
                new Version(written.getLong("version")),
                hash,
                edit.operation() == Operation.DELETE,
                edit.successor(),
                stamp);
        return new Change.OfSegment(edit.operation(), edit.expected(), digest, segment, false);
    }
}
