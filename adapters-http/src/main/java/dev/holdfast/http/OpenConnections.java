package dev.holdfast.http;

import dev.holdfast.http.address.ClientAddress;
import dev.holdfast.http.address.TrustedProxies;
import dev.holdfast.http.auth.SecurityEvents;
import dev.holdfast.http.exchange.ConnectionLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Connections that are open. Each takes a file descriptor, before anything is known of its client, so their number is limited in
 * all and for each address. Jetty's own limits stop to accept, so that nobody could ask for the health of the server; here one
 * connection too many is closed. The last places are for addresses that have few connections. Safe for use by many threads.
 */
final class OpenConnections {

    /** More than a health check or a browser needs. */
    private static final int FEW = 10;

    private static final int MAX_KEPT_FREE = 100;

    private final int total;
    private final int keptFree;
    private final int perAddress;
    private final TrustedProxies proxies;
    private final SecurityEvents events;
    private final Map<SelectableChannel, String> open = new HashMap<>();
    private final Map<String, Integer> byNetwork = new HashMap<>();
    private long refused;

    /**
     * @param maxFiles the most files and connections that the process may open, of which some are for other things
     */
    OpenConnections(ConnectionLimits limits, long maxFiles, TrustedProxies proxies, SecurityEvents events) {
        this.total = (int) Math.min(limits.total(), Math.max(1, maxFiles - maxFiles / 4));
        this.keptFree = Math.min(MAX_KEPT_FREE, total / 10);
        this.perAddress = limits.perAddress();
        this.proxies = proxies;
        this.events = events;
    }

    /** Counts a new connection. False, which is told once a minute, if it is one too many and has to be closed. */
    boolean admits(SelectableChannel channel) {
        var address = peer(channel);
        if (address.isEmpty()) {
            return false; // closed meanwhile
        }
        var client = ClientAddress.of(address.get());
        if (!enter(channel, client.network(), proxies.contains(address.get()))) {
            events.connectionRefused(client);
            return false;
        }
        return true;
    }

    private static Optional<InetAddress> peer(SelectableChannel channel) {
        try {
            return channel instanceof SocketChannel socket
                            && socket.getRemoteAddress() instanceof InetSocketAddress peer
                    ? Optional.ofNullable(peer.getAddress())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private synchronized boolean enter(SelectableChannel channel, String network, boolean isProxy) {
        var ofNetwork = byNetwork.getOrDefault(network, 0);
        var room = ofNetwork < FEW ? total : total - keptFree;
        if (open.size() >= room || (ofNetwork >= perAddress && !isProxy)) {
            refused++;
            return false;
        }
        open.put(channel, network);
        byNetwork.merge(network, 1, Integer::sum);
        return true;
    }

    /** The end of a connection; has no effect on one that was not counted. */
    synchronized void leave(SelectableChannel channel) {
        var network = open.remove(channel);
        if (network != null) {
            byNetwork.computeIfPresent(network, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    /** The number of open connections. */
    synchronized int count() {
        return open.size();
    }

    /** The number of connections that were refused. */
    synchronized long refused() {
        return refused;
    }
}
