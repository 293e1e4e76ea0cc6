package dev.holdfast.http.exchange;

/**
 * Limits of the connections that are open at the same time, 1 or more each.
 *
 * @param total connections in all
 * @param perAddress connections from one address (of IPv6, one /64 network); those of trusted proxies are not limited
 */
public record ConnectionLimits(int total, int perAddress) {

    public ConnectionLimits {
        if (total < 1 || perAddress < 1) {
            throw new IllegalArgumentException("A limit is 1 or more, not " + Math.min(total, perAddress));
        }
    }

    /** Limits that suit the browsers of a company behind one address. */
    public static ConnectionLimits defaults() {
        return new ConnectionLimits(10_000, 4_000);
    }
}
