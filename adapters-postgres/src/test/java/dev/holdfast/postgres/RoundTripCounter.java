package dev.holdfast.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * TCP proxy in front of PostgreSQL that counts round trips: how often a client waits for the server to be ready again.
 * Notifications, which are sent in the background, and the check of a new connection do not count.
 */
final class RoundTripCounter implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("^(jdbc:postgresql://)([^/]+)");
    /** Notifications, and what is asked once on a new connection: by the data source, and by the driver. */
    private static final Pattern UNCOUNTED = Pattern.compile("pg_notify|pg_backend_pid|pg_type");

    private static final int QUERY = 'Q';
    private static final int SYNC = 'S';

    private final ServerSocket listener;
    private final URI server;
    private final String url;
    private final AtomicInteger count = new AtomicInteger();

    RoundTripCounter(String url) throws IOException {
        var address = ADDRESS.matcher(url);
        if (!address.find()) {
            throw new IllegalArgumentException(url);
        }
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server = URI.create("tcp://" + address.group(2));
        // Without encryption and with the text of each statement, so that the proxy can read the messages.
        this.url = address.replaceFirst("$1127.0.0.1:" + listener.getLocalPort())
                + (url.contains("?") ? "&" : "?")
                + "sslmode=disable&gssEncMode=disable&prepareThreshold=0";
        daemon(this::accept);
    }

    /** The JDBC URL through this proxy. */
    String url() {
        return url;
    }

    /** The round trips of an action. */
    int of(Runnable action) {
        var before = count.get();
        action.run();
        return count.get() - before;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                var database = new Socket(server.getHost(), server.getPort());
                daemon(() -> toDatabase(client, database));
                daemon(() -> toClient(database, client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void toDatabase(Socket client, Socket database) {
        try (client;
                database) {
            var in = new DataInputStream(client.getInputStream());
            var out = new DataOutputStream(database.getOutputStream());
            var start = in.readInt(); // the first message has no type
            out.writeInt(start);
            out.write(in.readNBytes(start - Integer.BYTES));
            var isUncounted = false;
            while (true) {
                var type = in.readUnsignedByte();
                var length = in.readInt();
                var rest = in.readNBytes(length - Integer.BYTES);
                isUncounted |= isValidation(type, rest)
                        || UNCOUNTED
                                .matcher(new String(rest, StandardCharsets.ISO_8859_1))
                                .find();
                if (type == QUERY || type == SYNC) {
                    count.addAndGet(isUncounted ? 0 : 1);
                    isUncounted = false;
                }
                var message = new byte[1 + length];
                message[0] = (byte) type;
                message[1] = (byte) (length >>> 24);
                message[2] = (byte) (length >>> 16);
                message[3] = (byte) (length >>> 8);
                message[4] = (byte) length;
                System.arraycopy(rest, 0, message, 1 + Integer.BYTES, rest.length);
                out.write(message);
            }
        } catch (IOException e) {
            // One side closed the connection, which ends the other.
        }
    }

    /** True for the empty query by which a pool finds out that a connection is open. */
    private static boolean isValidation(int type, byte[] rest) {
        return type == QUERY && rest.length == 1;
    }

    private static void toClient(Socket database, Socket client) {
        try (client;
                database) {
            database.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // One side closed the connection, which ends the other.
        }
    }

    private static void daemon(Runnable task) {
        var thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
