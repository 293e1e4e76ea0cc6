package dev.holdfast.http.address;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;

/** URLs under which people reach the server, and what follows from them: its names, its origins, its cookies. */
public record PublicUrls(List<PublicUrl> urls) {

    private static final String OF_REQUEST = "dev.holdfast.http.origins";

    private static final String BASE = "dev.holdfast.http.base";

    private static final PublicUrls NONE = new PublicUrls(List.of());

    /** The parameter of Forwarded with the Host that a proxy received (RFC 7239 §5.3). */
    private static final Pattern HOST =
            Pattern.compile("(?:^|[;,])[ \\t]*host=(?:\"([^\"\\\\]*)\"|([^\";,]*))", Pattern.CASE_INSENSITIVE);

    public PublicUrls {
        urls = List.copyOf(urls);
    }

    public static PublicUrls none() {
        return NONE;
    }

    /** True if one of them has that host. */
    public boolean haveHost(String name) {
        return urls.stream().anyMatch(url -> url.host().equals(name.toLowerCase(Locale.ROOT)));
    }

    /** True if all of them use TLS, and there are some. */
    public boolean areSecure() {
        return !urls.isEmpty() && urls.stream().allMatch(url -> url.scheme() == ClientScheme.HTTPS);
    }

    /**
     * Sets the names under which a request reached the server: its Host, and those that a trusted proxy received.
     *
     * @param isProxied true if the request came from a trusted proxy
     */
    public void setFor(Request request, boolean isProxied) {
        var fields = request.getHeaders();
        var forwarded = isProxied
                ? Stream.concat(
                        fields.getValuesList("X-Forwarded-Host").stream().flatMap(line -> Stream.of(line.split(","))),
                        fields.getValuesList("Forwarded").stream().flatMap(PublicUrls::hosts))
                : Stream.<String>empty();
        var hosts =
                Stream.concat(fields.getValuesList("Host").stream(), forwarded).toList();
        request.setAttribute(OF_REQUEST, new Origins(this, hosts));
        request.setAttribute(BASE, base(isProxied ? fields.getValuesList("X-Forwarded-Prefix") : List.of(), hosts));
        if (areSecure()) {
            ClientScheme.HTTPS.setFor(request);
        }
    }

    /** The base that a trusted proxy names, else that of the public URL with the host of the request, else the common one of all. */
    private String base(List<String> prefixes, List<String> hosts) {
        var named = prefixes.stream()
                .map(prefix -> prefix.strip().replaceFirst("/$", ""))
                .toList();
        if (named.size() == 1 && PublicUrl.isBase(named.get(0))) {
            return named.get(0);
        }
        var bases = urls.stream().map(PublicUrl::base).distinct().toList();
        return urls.stream()
                .filter(url -> hosts.stream().anyMatch(url::isHost))
                .findFirst()
                .map(PublicUrl::base)
                .orElse(bases.size() == 1 ? bases.get(0) : "");
    }

    /** The path below which the client of a request sees the server; empty for the root. */
    public static String baseOf(Request request) {
        return request.getAttribute(BASE) instanceof String base ? base : "";
    }

    private static Stream<String> hosts(String forwarded) {
        return HOST.matcher(forwarded)
                .results()
                .map(match -> match.group(1) == null ? match.group(2).strip() : match.group(1));
    }

    /** True if an Origin field is that of a page of the server itself. */
    public static boolean isOwnOrigin(Request request, String origin) {
        return request.getAttribute(OF_REQUEST) instanceof Origins origins && origins.contain(origin);
    }

    /**
     * Origins of the server for one request.
     *
     * @param hosts the values of Host under which it was reached
     */
    private record Origins(PublicUrls urls, List<String> hosts) {

        boolean contain(String origin) {
            return Authority.ofOrigin(origin)
                    .filter(page -> urls.urls().stream().anyMatch(url -> url.isOrigin(page))
                            || hosts.stream().anyMatch(page::isHost))
                    .isPresent();
        }
    }
}
