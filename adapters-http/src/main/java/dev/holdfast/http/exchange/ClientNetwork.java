package dev.holdfast.http.exchange;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;

/**
 * Network of a client: its address, of IPv6 the /64 network, of which one person can have all addresses.
 *
 * @param name a text that is equal for clients of the same network
 */
public record ClientNetwork(String name) {

    /** Bytes of an IPv6 address that name a network. */
    private static final int NETWORK_BYTES = 8;

    /** The network of an address. */
    public static ClientNetwork of(SocketAddress client) {
        return new ClientNetwork(
                client instanceof InetSocketAddress internet && internet.getAddress() != null
                        ? name(internet.getAddress())
                        : client.toString());
    }

    private static String name(InetAddress address) {
        return address instanceof Inet6Address
                ? Arrays.toString(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }
}
