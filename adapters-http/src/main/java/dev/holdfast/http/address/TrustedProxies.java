package dev.holdfast.http.address;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Request;

/** Reverse proxies that are believed, by the address of their connection. */
public record TrustedProxies(List<AddressRange> ranges) {

    private static final TrustedProxies NONE = new TrustedProxies(List.of());

    /** One element of Forwarded (RFC 7239 §4): a pair, whose value may be quoted. */
    private static final Pattern FOR =
            Pattern.compile("(?:^|;)[ \\t]*for=(?:\"([^\"\\\\]*)\"|([^\";,]*))", Pattern.CASE_INSENSITIVE);

    private static final Pattern NODE = Pattern.compile("\\[([^\\]]*)](?::[0-9_]+)?|([0-9.]+):[0-9]+");

    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    public static TrustedProxies none() {
        return NONE;
    }

    /** The computer itself. */
    public static TrustedProxies onLoopback() {
        return new TrustedProxies(List.of(AddressRange.loopback()));
    }

    /** True if a request came over a connection of one of them. */
    public boolean sent(Request request) {
        return peer(request).filter(this::contains).isPresent();
    }

    private boolean contains(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static Optional<InetAddress> peer(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress internet
                ? Optional.ofNullable(internet.getAddress())
                : Optional.empty();
    }

    /**
     * The client that a request of one of them is for: the last address in X-Forwarded-For, or in Forwarded, that is none of
     * them. Whatever stands before it was written by the client itself. If the fields name two clients, or none, the proxy counts
     * as the client, so that nobody can pass for somebody else.
     */
    public Optional<ClientAddress> clientOf(Request request) {
        var fields = request.getHeaders();
        return peer(request)
                .filter(this::contains)
                .map(peer -> client(peer, fields.getValuesList("X-Forwarded-For"), fields.getValuesList("Forwarded")))
                .map(ClientAddress::of);
    }

    /** The client behind a proxy, by the lines of the two fields. */
    InetAddress client(InetAddress proxy, List<String> forwardedFor, List<String> forwarded) {
        var common = values(forwardedFor);
        var standard = values(forwarded).stream().map(TrustedProxies::node).toList();
        if (common.isEmpty() || standard.isEmpty()) {
            return last(proxy, common.isEmpty() ? standard : common);
        }
        var client = last(proxy, common);
        return client.equals(last(proxy, standard)) ? client : proxy;
    }

    private static List<String> values(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static String node(String element) {
        var pair = FOR.matcher(element);
        return !pair.find() ? "" : pair.group(1) == null ? pair.group(2).strip() : pair.group(1);
    }

    /** Walks from the nearest address to the farthest, as long as each was written by a proxy that is believed. */
    private InetAddress last(InetAddress peer, List<String> chain) {
        var nearest = peer;
        for (var i = chain.size() - 1; i >= 0; i--) {
            var address = address(chain.get(i));
            if (address.isEmpty()) {
                return nearest;
            }
            nearest = address.get();
            if (!contains(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    private static Optional<InetAddress> address(String node) {
        var withPort = NODE.matcher(node);
        if (!withPort.matches()) {
            return AddressRange.address(node);
        }
        return AddressRange.address(withPort.group(1) == null ? withPort.group(2) : withPort.group(1));
    }

    /** The ranges for people, for example {@code 10.0.0.0/8, 192.168.1.7}. */
    @Override
    public String toString() {
        return ranges.stream().map(AddressRange::toString).collect(Collectors.joining(", "));
    }
}
