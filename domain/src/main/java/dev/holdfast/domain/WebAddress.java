package dev.holdfast.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Address of a video or audio, as strict as browsers are (WHATWG URL §4.4): one that they refuse would be of no use. */
final class WebAddress {

    private static final int MAX_PORT = 65_535;

    private WebAddress() {}

    /** The reason for which no browser opens an address, worded to follow its name in a sentence; empty if one does. */
    static Optional<String> flaw(String address) {
        URI parsed;
        try {
            parsed = new URI(address);
        } catch (URISyntaxException e) {
            return Optional.of("must be an address that starts with http:// or https://, without spaces");
        }
        if (parsed.getHost() == null || !isHost(parsed.getHost())) {
            return Optional.of("must have the name or the address of a server after http:// or https://");
        }
        if (parsed.getPort() > MAX_PORT) {
            return Optional.of("has the port %d; a port is at most %d".formatted(parsed.getPort(), MAX_PORT));
        }
        return parsed.getRawUserInfo() == null
                ? Optional.empty()
                : Optional.of("must not have a user name or a password, which everyone would see");
    }

    /** Browsers know no zone of an IPv6 address. */
    private static boolean isHost(String host) {
        return !host.contains("%");
    }
}
