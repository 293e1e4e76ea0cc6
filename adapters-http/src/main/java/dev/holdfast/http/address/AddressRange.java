package dev.holdfast.http.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Range of IP addresses in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3), or a single address.
 *
 * @param base the first address
 * @param prefix the number of leading bits that all addresses have in common
 */
public record AddressRange(InetAddress base, int prefix) {

    private static final String EXPECTED =
            "An address range is an IPv4 or IPv6 address, alone or with a prefix length, for example 10.0.0.7, 10.0.0.0/8 or 2001:db8::/32, not %s";
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])(?:[.](?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    /** The longest run of zeros, the first of several. */
    private static final Pattern ZEROS = Pattern.compile("((?:(?:^|:)0\\b){2,}):?(?!\\S*\\b\\1:0\\b)(\\S*)");

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");

    /** The addresses of the computer itself. */
    public static AddressRange[] loopback() {
        return new AddressRange[] {parse("127.0.0.0/8"), parse("::1")};
    }

    public AddressRange {
        if (prefix < 0 || prefix > bits(base)) {
            throw new IllegalArgumentException("A prefix length is 0 to %d, not %d".formatted(bits(base), prefix));
        }
    }

    /**
     * Parses a range.
     *
     * @throws IllegalArgumentException if it is none; the message says what is expected
     */
    public static AddressRange parse(String text) {
        var slash = text.indexOf('/');
        var address = address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException(EXPECTED.formatted(text)));
        if (slash < 0) {
            return new AddressRange(address, bits(address));
        }
        var number = text.substring(slash + 1);
        if (!NUMBER.matcher(number).matches() || Integer.parseInt(number) > bits(address)) {
            throw new IllegalArgumentException("The prefix length after the slash of %s must be a number from 0 to %d"
                    .formatted(text, bits(address)));
        }
        var range = new AddressRange(address, Integer.parseInt(number));
        if (!Arrays.equals(range.masked(address), address.getAddress())) {
            throw new IllegalArgumentException(
                    "%s is an address inside of a range. Write %s for the range, or %s for the address alone"
                            .formatted(text, range.first(), text(address)));
        }
        return range;
    }

    /** The address that a text is; empty for anything else. A name is never looked up. */
    static Optional<InetAddress> address(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        return bits(address) == bits(base) && Arrays.equals(masked(address), masked(base));
    }

    /** The bytes of an address with all bits after the prefix cleared. */
    private byte[] masked(InetAddress address) {
        var bytes = address.getAddress();
        for (var i = 0; i < bytes.length; i++) {
            var kept = Math.min(8, Math.max(0, prefix - 8 * i));
            bytes[i] &= (byte) (0xff << (8 - kept));
        }
        return bytes;
    }

    private AddressRange first() {
        try {
            return new AddressRange(InetAddress.getByAddress(masked(base)), prefix);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes", e);
        }
    }

    /** The address in its shortest form (RFC 5952), without a zone. */
    static String text(InetAddress address) {
        var text = address.getHostAddress();
        if (address instanceof Inet4Address) {
            return text;
        }
        var zone = text.indexOf('%');
        return ZEROS.matcher(zone < 0 ? text : text.substring(0, zone)).replaceFirst("::$2");
    }

    private static int bits(InetAddress address) {
        return 8 * address.getAddress().length;
    }

    /** The range as {@link #parse} reads it. */
    @Override
    public String toString() {
        return prefix == bits(base) ? text(base) : text(base) + "/" + prefix;
    }
}
