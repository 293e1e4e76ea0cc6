package dev.holdfast.app.backup;

import java.util.Optional;

/**
 * Contents of a backup in numbers, and what names it.
 *
 * @param since the {@code sha256} of the backup that it continues; empty if it is complete by itself
 * @param documents the documents and tombstones, those without new commits included
 * @param commits the commits
 * @param changes the changes of those commits
 * @param sha256 the digest of all lines before the last one, in lower-case hexadecimal digits
 */
public record BackupSummary(Optional<String> since, long documents, long commits, long changes, String sha256) {}
