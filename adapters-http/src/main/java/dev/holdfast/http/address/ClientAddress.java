package dev.holdfast.http.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.eclipse.jetty.server.Request;

/**
 * Address of a client: that of its connection, or the one that a trusted proxy names. Logs and limits of each address use it,
 * and nothing else.
 *
 * @param text the address as text, without a port
 * @param network the network of which one person can have all addresses: the address itself, or the /64 network of IPv6
 */
public record ClientAddress(String text, String network) {

    private static final String ATTRIBUTE = "dev.holdfast.http.client";
    private static final int NETWORK_BYTES = 8;

    public static ClientAddress of(InetAddress address) {
        var text = AddressRange.text(address);
        return new ClientAddress(
                text,
                address instanceof Inet6Address
                        ? Arrays.toString(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                        : text);
    }

    /** The address of a request: the one that was set, or that of its connection. */
    public static ClientAddress of(Request request) {
        return request.getAttribute(ATTRIBUTE) instanceof ClientAddress set ? set : ofConnection(request);
    }

    /** Sets the address of a request. */
    public void setFor(Request request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    private static ClientAddress ofConnection(Request request) {
        var peer = request.getConnectionMetaData().getRemoteSocketAddress();
        return peer instanceof InetSocketAddress internet && internet.getAddress() != null
                ? of(internet.getAddress())
                : new ClientAddress("-", String.valueOf(peer));
    }
}
