package dev.holdfast.postgres;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** TCP proxy in front of PostgreSQL that breaks connections at COMMIT, and can leave new ones without a response, or refuse them. */
final class BreakingProxy implements AutoCloseable {

    /** Point at which a connection breaks. */
    enum At {
        /** The server does not receive COMMIT. */
        BEFORE_COMMIT,
        /** The server receives COMMIT, but the client does not receive the response. */
        AFTER_COMMIT
    }

    private static final Pattern ADDRESS = Pattern.compile("(jdbc:postgresql://)([^/?]+)");

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger breaks = new AtomicInteger();
    private final AtomicInteger ignored = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicBoolean isBreakForGood = new AtomicBoolean();
    private final String url;
    private final URI server;
    private volatile At at = At.AFTER_COMMIT;
    private volatile boolean isDisconnected;

    BreakingProxy(String url) throws IOException {
        var address = ADDRESS.matcher(url);
        if (!address.find()) {
            throw new IllegalArgumentException(url);
        }
        this.server = URI.create("tcp://" + address.group(2));
        // Without prepared statements, so that the proxy can find COMMIT in the traffic.
        this.url = address.replaceFirst("$1127.0.0.1:" + listener.getLocalPort()) + (url.contains("?") ? "&" : "?")
                + "prepareThreshold=0";
        daemon(this::accept);
    }

    /** The JDBC URL through this proxy. */
    String url() {
        return url;
    }

    /** Breaks the connections of the next commits. */
    void breakNext(int commits, At where) {
        at = where;
        breaks.set(commits);
    }

    /** Breaks the connection of the next commit, and with it all others, until {@link #reconnect}. */
    void breakForGood(At where) {
        breakNext(1, where);
        isBreakForGood.set(true);
    }

    /** Closes all connections of clients, and accepts none. */
    void disconnect() {
        isDisconnected = true;
        clients.forEach(this::cut);
    }

    /** Accepts connections again, and breaks none. */
    void reconnect() {
        breakNext(0, at);
        isBreakForGood.set(false);
        isDisconnected = false;
    }

    /** Accepts the next connections and never responds to them. */
    void ignoreNext(int connections) {
        ignored.set(connections);
    }

    /** Responds to the next connections as a database does that is starting. */
    void refuseNext(int connections) {
        refused.set(connections);
    }

    /** The number of connections that are still to be broken. */
    int breaksLeft() {
        return breaks.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                open.add(client);
                if (isDisconnected) {
                    cut(client);
                    continue;
                }
                clients.add(client);
                if (ignored.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    continue;
                }
                if (refused.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    refuse(client);
                    continue;
                }
                var database = new Socket(server.getHost(), server.getPort());
                open.add(database);
                daemon(() -> toDatabase(client, database));
                daemon(() -> toClient(database, client));
            } catch (IOException e) {
                open.forEach(this::cut);
            }
        }
    }

    /** An ErrorResponse message with severity, SQLSTATE and text. */
    private void refuse(Socket client) throws IOException {
        var fields = "SFATAL\0C57P03\0Mthe database system is starting up\0\0".getBytes(StandardCharsets.US_ASCII);
        try (client) {
            var unused = client.getInputStream().read(new byte[1 << 12]);
            var message = new DataOutputStream(client.getOutputStream());
            message.write('E');
            message.writeInt(Integer.BYTES + fields.length);
            message.write(fields);
        }
    }

    private void toDatabase(Socket client, Socket database) {
        try (client) {
            var buffer = new byte[1 << 16];
            for (var count = read(client, buffer); count >= 0; count = read(client, buffer)) {
                var isCommit = isCommit(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                var isBroken = isCommit && breaks.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                if (isBroken) {
                    client.close();
                    disconnectIfForGood();
                }
                if (!isBroken || at == At.AFTER_COMMIT) {
                    database.getOutputStream().write(buffer, 0, count);
                }
            }
            // PostgreSQL runs the statements before the end of the stream, then closes the connection.
            database.shutdownOutput();
        } catch (IOException e) {
            cut(database);
        }
    }

    private void disconnectIfForGood() {
        if (isBreakForGood.getAndSet(false)) {
            disconnect();
        }
    }

    /** True for COMMIT, and for the statement that is a commit by itself. */
    private static boolean isCommit(String messages) {
        return messages.contains("COMMIT") || messages.contains("WITH locked AS");
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
            clients.remove(socket);
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

    /** Closes the proxy and all connections. */
    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(this::cut);
    }
}
