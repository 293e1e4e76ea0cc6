package dev.holdfast.http.changes;

import dev.holdfast.http.address.ClientAddress;
import dev.holdfast.http.exchange.Credential;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Places of the change streams of one server. Their number is limited, in all, for each person, and for each address of
 * clients that are not authenticated. Safe for use by many threads.
 */
final class StreamPlaces {

    /**
     * Holder of places.
     *
     * @param name the name of the person, or the address
     */
    private record Holder(boolean isPerson, String name) {

        static Holder of(Credential credential, ClientAddress client) {
            return credential.author().verified()
                    ? new Holder(true, credential.author().name())
                    : new Holder(false, client.network());
        }
    }

    private final StreamOptions options;
    private final Map<Holder, Integer> taken = new HashMap<>();
    private int count;

    StreamPlaces(StreamOptions options) {
        this.options = options;
    }

    /** Place of one stream. */
    final class Place {

        private final Holder holder;
        private final AtomicBoolean isTaken = new AtomicBoolean(true);

        private Place(Holder holder) {
            this.holder = holder;
        }

        /** Gives it back, once. */
        void free() {
            if (isTaken.getAndSet(false)) {
                remove(holder);
            }
        }
    }

    /**
     * Takes a place.
     *
     * @throws ProblemException if there is none
     */
    synchronized Place take(Credential credential, ClientAddress client) {
        var holder = Holder.of(credential, client);
        var held = taken.getOrDefault(holder, 0);
        if (count >= options.maxFollowers()) {
            throw noPlace("The server has no room for another subscriber.");
        }
        if (holder.isPerson() && held >= options.maxPerPerson()) {
            throw noPlace("You follow changes in %d windows or programs already, which is the most that one person may."
                    .formatted(held));
        }
        if (!holder.isPerson() && held >= options.maxPerAddress()) {
            throw noPlace(
                    "Clients with your address follow changes %d times already, which is the most that one address may."
                            .formatted(held));
        }
        count++;
        taken.put(holder, held + 1);
        return new Place(holder);
    }

    private static RuntimeException noPlace(String reason) {
        return Problem.of(
                        ProblemType.UNAVAILABLE,
                        reason
                                + " Close one that is not needed, read the log page by page instead, or try again later.")
                .withHeader("Retry-After", "5")
                .asException();
    }

    private synchronized void remove(Holder holder) {
        count--;
        taken.computeIfPresent(holder, (key, held) -> held == 1 ? null : held - 1);
    }
}
