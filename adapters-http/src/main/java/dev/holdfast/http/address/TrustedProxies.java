package dev.holdfast.http.address;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;

/** Reverse proxies that are believed, by the address of their connection. */
public record TrustedProxies(List<AddressRange> ranges) {

    private static final TrustedProxies NONE = new TrustedProxies(List.of());

    /** One element of Forwarded (RFC 7239 §4): a pair, whose value may be quoted. */
    private static final Pattern FOR = pair("for");

    private static final Pattern PROTO = pair("proto");

    private static final Pattern NODE = Pattern.compile("\\[([^\\]]*)](?::[0-9_]+)?|([0-9.]+):[0-9]+");

    private static Pattern pair(String name) {
        return Pattern.compile("(?:^|;)[ \\t]*" + name + "=(?:\"([^\"\\\\]*)\"|([^\";,]*))", Pattern.CASE_INSENSITIVE);
    }

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

    /** True if the address is that of one of them. */
    public boolean contains(InetAddress address) {
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

    /**
     * The scheme of the connection of that client, as the proxy that it is connected to wrote it: the entry of X-Forwarded-Proto
     * that belongs to the client's address in X-Forwarded-For, or the parameter proto of the element in Forwarded. A shorter list
     * was set by the first proxy and passed on. If the fields name two schemes, it counts as http.
     */
    public Optional<ClientScheme> schemeOf(Request request) {
        var fields = request.getHeaders();
        return peer(request)
                .filter(this::contains)
                .map(peer -> scheme(
                        fields.getValuesList("X-Forwarded-For"),
                        fields.getValuesList("Forwarded"),
                        fields.getValuesList("X-Forwarded-Proto")));
    }

    /** The client behind a proxy, by the lines of the two fields. */
    InetAddress client(InetAddress proxy, List<String> forwardedFor, List<String> forwarded) {
        var common = values(forwardedFor);
        var standard = nodes(forwarded);
        if (common.isEmpty() || standard.isEmpty()) {
            return last(proxy, common.isEmpty() ? standard : common);
        }
        var client = last(proxy, common);
        return client.equals(last(proxy, standard)) ? client : proxy;
    }

    /** The scheme of the client behind a proxy, by the lines of the three fields. */
    ClientScheme scheme(List<String> forwardedFor, List<String> forwarded, List<String> forwardedProto) {
        var elements = values(forwarded);
        var addresses = forwardedFor.isEmpty() ? nodes(forwarded) : values(forwardedFor);
        var common = entry(values(forwardedProto), addresses);
        var standard = entry(elements, nodes(forwarded))
                .map(element -> parameter(PROTO, element))
                .filter(proto -> !proto.isEmpty());
        var named = Stream.concat(common.stream(), standard.stream())
                .map(ClientScheme::named)
                .distinct()
                .toList();
        return named.size() == 1 ? named.get(0) : ClientScheme.HTTP;
    }

    /**
     * The entry that the proxy of the client wrote; the first of all if there are fewer than addresses, or more: then a proxy passed the
     * addresses on and added its own scheme.
     */
    private Optional<String> entry(List<String> chain, List<String> addresses) {
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        var isLonger = chain.size() > Math.max(1, addresses.size());
        return Optional.of(chain.get(isLonger ? 0 : Math.max(0, chain.size() - 1 - proxiesBefore(addresses))));
    }

    private static List<String> values(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static List<String> nodes(List<String> forwarded) {
        return values(forwarded).stream()
                .map(element -> parameter(FOR, element))
                .toList();
    }

    private static String parameter(Pattern name, String element) {
        var pair = name.matcher(element);
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

    /** The number of proxies at the end of a chain, which the client or another proxy is connected through. */
    private int proxiesBefore(List<String> chain) {
        var count = 0;
        while (count < chain.size() - 1
                && address(chain.get(chain.size() - 1 - count))
                        .filter(this::contains)
                        .isPresent()) {
            count++;
        }
        return count;
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
