package dev.holdfast.application.session;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.Digest;

/**
 * Person who signed in, and the credential that proved it.
 *
 * @param author the author of the person's writes
 * @param role the role that the credential gave, as its issuer names it
 * @param credential the digest of the credential, which identifies it and does not reveal it
 */
public record Principal(Author author, String role, Digest credential) {}
