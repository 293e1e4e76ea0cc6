package dev.holdfast.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A network between a client and PostgreSQL that breaks where a test wants it to. */
final class BreakingConnection implements AutoCloseable {

    /** Where the network breaks. */
    enum At {
        /** COMMIT does not arrive. */
        BEFORE_COMMIT,
        /** COMMIT arrives, its answer does not. */
        AFTER_COMMIT
    }

    private static final Pattern ADDRESS = Pattern.compile("(jdbc:postgresql://)([^/?]+)");

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger breaks = new AtomicInteger();
    private final String url;
    private final URI server;
    private volatile At at = At.AFTER_COMMIT;

    BreakingConnection(String url) throws IOException {
        var address = ADDRESS.matcher(url);
        if (!address.find()) {
            throw new IllegalArgumentException(url);
        }
        this.server = URI.create("tcp://" + address.group(2));
        // Without prepared statements, so that COMMIT is readable on its way.
        this.url = address.replaceFirst("$1127.0.0.1:" + entrance.getLocalPort()) + (url.contains("?") ? "&" : "?")
                + "prepareThreshold=0";
        daemon(this::accept);
    }

    /** The URL by way of this network. */
    String url() {
        return url;
    }

    /** Breaks the connections of the next so many commits. */
    void breakNext(int commits, At where) {
        at = where;
        breaks.set(commits);
    }

    /** How many of them have not been broken yet. */
    int breaksLeft() {
        return breaks.get();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var client = entrance.accept();
                var database = new Socket(server.getHost(), server.getPort());
                open.add(client);
                open.add(database);
                daemon(() -> toDatabase(client, database));
                daemon(() -> toClient(database, client));
            } catch (IOException e) {
                open.forEach(this::cut);
            }
        }
    }

    private void toDatabase(Socket client, Socket database) {
        try (client) {
            var buffer = new byte[1 << 16];
            for (var count = read(client, buffer); count >= 0; count = read(client, buffer)) {
                var isCommit = new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains("COMMIT");
                var isBroken = isCommit && breaks.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                if (isBroken) {
                    client.close();
                }
                if (!isBroken || at == At.AFTER_COMMIT) {
                    database.getOutputStream().write(buffer, 0, count);
                }
            }
            // PostgreSQL does what came before the end of the stream, and then gives the connection up.
            database.shutdownOutput();
        } catch (IOException e) {
            cut(database);
        }
    }

    private static int read(Socket client, byte[] buffer) throws IOException {
        return client.isClosed() ? -1 : client.getInputStream().read(buffer);
    }

    private void toClient(Socket database, Socket client) {
        try (database) {
            database.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            cut(client);
        }
        cut(client);
    }

    private void cut(Socket socket) {
        try {
            open.remove(socket);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable task) {
        var thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes the network away. */
    @Override
    public void close() throws IOException {
        entrance.close();
        open.forEach(this::cut);
    }
}
