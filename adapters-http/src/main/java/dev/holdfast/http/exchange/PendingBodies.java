package dev.holdfast.http.exchange;

import dev.holdfast.http.address.ClientAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Bodies of which a part has arrived and the rest is awaited. Each takes memory, so their number is limited, in all and for
 * each address. Safe for use by many threads.
 */
public final class PendingBodies {

    private final int max;
    private final int maxPerAddress;
    private final Map<String, Integer> byAddress = new HashMap<>();
    private int count;

    public PendingBodies(Limits limits) {
        max = limits.pendingBodies();
        maxPerAddress = limits.pendingBodiesPerAddress();
    }

    /** The place of a client's body, which is not taken yet. */
    Place place(ClientAddress client) {
        return new Place(client.network());
    }

    /** Place of one body. */
    final class Place {

        private final String address;
        private boolean isTaken;

        private Place(String address) {
            this.address = address;
        }

        /**
         * Takes it.
         *
         * @throws ProblemException if there is no room
         */
        void take() {
            add(address);
            isTaken = true;
        }

        /** Gives it back, if it was taken. */
        void free() {
            if (isTaken) {
                isTaken = false;
                remove(address);
            }
        }
    }

    private synchronized void add(String address) {
        var ofAddress = byAddress.getOrDefault(address, 0);
        if (count >= max || ofAddress >= maxPerAddress) {
            throw Problem.of(
                            ProblemType.UNAVAILABLE,
                            "The server waits for the bodies of too many other requests%s, and nothing was done. Send the request again in a moment."
                                    .formatted(count >= max ? "" : " from the same address"))
                    .withHeader("Retry-After", "1")
                    .asException();
        }
        count++;
        byAddress.put(address, ofAddress + 1);
    }

    private synchronized void remove(String address) {
        count--;
        byAddress.computeIfPresent(address, (key, bodies) -> bodies == 1 ? null : bodies - 1);
    }
}
