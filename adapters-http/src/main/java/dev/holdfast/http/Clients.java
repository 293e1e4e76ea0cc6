package dev.holdfast.http;

import dev.holdfast.http.address.PublicUrls;
import dev.holdfast.http.address.TrustedProxies;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Handler that sets the address, the scheme and the names of the server for the client of each request, as trusted proxies name them. */
final class Clients extends Handler.Wrapper {

    private final TrustedProxies proxies;
    private final PublicUrls publicUrls;

    Clients(TrustedProxies proxies, PublicUrls publicUrls) {
        this.proxies = proxies;
        this.publicUrls = publicUrls;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        proxies.clientOf(request).ifPresent(client -> client.setFor(request));
        proxies.schemeOf(request).ifPresent(scheme -> scheme.setFor(request));
        publicUrls.setFor(request, proxies.sent(request));
        return super.handle(request, response, callback);
    }
}
