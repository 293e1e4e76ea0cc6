package dev.holdfast.application;

import dev.holdfast.domain.LoggedCommit;
import java.util.Optional;

/**
 * A document and some of its segments, and the commit that an author made with a key.
 *
 * @param page the document and its segments, all of one moment
 * @param earlier the commit, read at that moment or later
 */
public record KeyedPage(DocumentPage page, Optional<LoggedCommit> earlier) {}
