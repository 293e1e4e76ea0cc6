package dev.holdfast.http.editor;

import dev.holdfast.http.exchange.Body;
import dev.holdfast.http.exchange.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Page that a browser gets in place of the editor while the server stops. It asks by itself until the server is back. */
public final class RestartPage {

    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    /** The page stays while no server listens: reloading it then would put an error page of the browser in its place. */
    private static final String SCRIPT = """
            const later = () => setTimeout(ask, 2000)
            const ask = () => fetch(location.pathname, { cache: 'no-store' }).then(({ ok }) => (ok ? location.reload() : later()), later)
            later()
            """;

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Holdfast is starting again</title>
            <noscript><meta http-equiv="refresh" content="5"></noscript>
            <style>:root{color-scheme:light dark}body{max-width:34rem;margin:20vh auto;padding:0 1rem;font:1rem/1.5 system-ui}</style>
            </head>
            <body>
            <main>
            <h1>Holdfast is starting again</h1>
            <p role="status">This page tries again by itself. Text of yours that was not saved yet is kept on this computer.</p>
            </main>
            <script>%s</script>
            </body>
            </html>
            """.formatted(SCRIPT);

    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'sha256-%s'".formatted(digest(SCRIPT)),
            "style-src 'unsafe-inline'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private RestartPage() {}

    /**
     * True if a request is a browser's for the page of the editor.
     *
     * @param accepted the media types in Accept whose weight is not 0
     */
    public static boolean isWanted(String method, String path, List<String> accepted) {
        return METHODS.contains(method) && path.equals("/") && accepted.contains("text/html");
    }

    public static Response response() {
        return Response.of(503)
                .body(Body.text("text/html; charset=utf-8", PAGE))
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Retry-After", "2");
    }

    private static String digest(String script) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(sha256.digest(script.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
