package dev.holdfast.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * TCP proxy in front of PostgreSQL that reports a wrong backend process id, like PgBouncer. Unlike PgBouncer it does not share
 * sessions.
 */
final class FakePooler implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("^(jdbc:postgresql://)([^/]+)");
    private static final int BACKEND_KEY_DATA = 'K';
    private static final int READY_FOR_QUERY = 'Z';

    private final ServerSocket listener;
    private final URI server;
    private final String url;

    FakePooler(String url) {
        var address = ADDRESS.matcher(url);
        if (!address.find()) {
            throw new IllegalArgumentException(url);
        }
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.server = URI.create("tcp://" + address.group(2));
        // Without encryption, so that the proxy can read the messages.
        this.url = address.replaceFirst("$1127.0.0.1:" + listener.getLocalPort())
                + (url.contains("?") ? "&" : "?")
                + "sslmode=disable&gssEncMode=disable";
        daemon(this::accept);
    }

    /** The JDBC URL through this proxy. */
    String url() {
        return url;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                var database = new Socket(server.getHost(), server.getPort());
                daemon(() -> pass(client, database));
                daemon(() -> toClient(database, client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void pass(Socket client, Socket database) {
        try (client;
                database) {
            client.getInputStream().transferTo(database.getOutputStream());
        } catch (IOException e) {
            // One side closed the connection, which ends the other.
        }
    }

    private static void toClient(Socket database, Socket client) {
        try (client;
                database) {
            var in = new DataInputStream(database.getInputStream());
            var out = new DataOutputStream(client.getOutputStream());
            int type;
            do {
                type = in.readUnsignedByte();
                var length = in.readInt();
                var rest = in.readNBytes(length - Integer.BYTES);
                if (type == BACKEND_KEY_DATA) {
                    rest[0] ^= 0x40;
                }
                out.writeByte(type);
                out.writeInt(length);
                out.write(rest);
                out.flush();
            } while (type != READY_FOR_QUERY);
            in.transferTo(out);
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
    public void close() throws IOException {
        listener.close();
    }
}
