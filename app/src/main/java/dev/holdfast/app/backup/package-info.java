/** Backups: all documents of a store with their whole logs, as a file of JSON lines that checks itself. See docs/backup-format.md. */
@NullMarked
package dev.holdfast.app.backup;

import org.jspecify.annotations.NullMarked;
