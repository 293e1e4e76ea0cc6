package dev.holdfast.application.session;

import dev.holdfast.domain.Digest;
import java.time.Duration;
import java.time.Instant;

/**
 * Session of a person who signed in.
 *
 * @param id the digest of the secret that the client holds; the secret itself is stored nowhere
 * @param principal the person
 * @param created the time of the sign-in
 * @param seen the time of the last use, to the minute
 * @param expires the time at which it ends, however much it is used
 */
public record Session(Digest id, Principal principal, Instant created, Instant seen, Instant expires) {

    /** True if the session was ended by its age, or by a time without use. */
    boolean isOver(Instant now, Duration idle) {
        return !now.isBefore(expires) || !now.isBefore(seen.plus(idle));
    }

    /** Copy that was used then; the same session if a later use is known. */
    public Session seen(Instant at) {
        return at.isAfter(seen) ? new Session(id, principal, created, at, expires) : this;
    }
}
