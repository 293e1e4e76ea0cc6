package dev.holdfast.http.exchange;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Bodies of which a part has arrived and the rest is awaited. Each takes memory, so their number is limited, in all and for
 * each address. Safe for use by many threads.
 */
public final class PendingBodies {

    /** Bytes of an IPv6 address that name a network, of which one person can have all addresses. */
    private static final int NETWORK_BYTES = 8;

    private final int max;
    private final int maxPerAddress;
    private final Map<String, Integer> byAddress = new HashMap<>();
    private int count;

    public PendingBodies(Limits limits) {
        max = limits.pendingBodies();
        maxPerAddress = limits.pendingBodiesPerAddress();
    }

    /** The place of a client's body, which is not taken yet. */
    Place place(SocketAddress client) {
        return new Place(network(client));
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

    static String network(SocketAddress client) {
        return client instanceof InetSocketAddress internet && internet.getAddress() != null
                ? network(internet.getAddress())
                : client.toString();
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? Arrays.toString(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }
}
