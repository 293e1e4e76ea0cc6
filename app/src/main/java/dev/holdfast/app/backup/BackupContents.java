package dev.holdfast.app.backup;

import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Tip;
import java.util.Optional;

/** Receiver of what a backup holds, in the order of the file. Each method does nothing unless it is overridden. */
interface BackupContents {

    /**
     * A document begins.
     *
     * @param after the end of its log after which the backup continues; empty if the backup has the whole log
     */
    default void document(DocumentId id, Optional<Tip> after) {}

    /** The next commit of the document. */
    default void commit(BackedUpCommit commit) {}

    /** A write of the document that changed nothing. */
    default void unchanged(UnchangedWrite write) {}

    /** The document ends. */
    default void end(DocumentId id, Tip tip) {}
}
