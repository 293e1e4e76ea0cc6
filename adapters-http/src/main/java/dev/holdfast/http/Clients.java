package dev.holdfast.http;

import dev.holdfast.http.address.TrustedProxies;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Handler that sets the address and the scheme of the client of each request, as trusted proxies name them. */
final class Clients extends Handler.Wrapper {

    private final TrustedProxies proxies;

    Clients(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        proxies.clientOf(request).ifPresent(client -> client.setFor(request));
        proxies.schemeOf(request).ifPresent(scheme -> scheme.setFor(request));
        return super.handle(request, response, callback);
    }
}
