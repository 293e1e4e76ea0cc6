package dev.holdfast.benchmark.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** One SQL statement for a save: compare, set, and a row of history. No server between client and database. */
final class StatementPeer implements Peer {

    private static final String SAVE = """
            WITH saved AS (
                UPDATE plain_text SET content = ?, version = version + 1 WHERE id = ? AND version = ?
                RETURNING id, version, content)
            INSERT INTO plain_history (id, version, content) SELECT id, version, content FROM saved""";

    private final Database database;

    private StatementPeer(Database database) {
        this.database = database;
    }

    static StatementPeer prepare(Database database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE plain_text (id int PRIMARY KEY, version bigint NOT NULL, content text NOT NULL);
                    CREATE TABLE plain_history (id int, version bigint, content text NOT NULL, PRIMARY KEY (id, version));
                    INSERT INTO plain_text SELECT number, 1, 'A caption' FROM generate_series(0, 999) number""");
        }
        return new StatementPeer(database);
    }

    @Override
    public String name() {
        return "statement";
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.empty();
    }

    @Override
    public Optional<Client> client(Scenario.Work work, int number) throws SQLException {
        return switch (work) {
            case SAVE_OWN, SAVE_IN_ONE_DOCUMENT -> Optional.of(new Saver(database.connect(), number));
            case SAVE_ONE_SEGMENT -> Optional.of(new Saver(database.connect(), 0));
            case GET, NOT_MODIFIED, LIST -> Optional.empty();
        };
    }

    private static final class Saver implements Client {

        private final Connection connection;
        private final PreparedStatement save;
        private final PreparedStatement read;
        private final int id;
        private long version;

        Saver(Connection connection, int id) throws SQLException {
            this.connection = connection;
            this.save = connection.prepareStatement(SAVE);
            this.read = connection.prepareStatement("SELECT version FROM plain_text WHERE id = ?");
            this.id = id;
            this.version = current();
        }

        @Override
        public boolean act() throws SQLException {
            save.setString(1, "A caption that is one line long, number " + version);
            save.setInt(2, id);
            save.setLong(3, version);
            var isSaved = save.executeUpdate() == 1;
            version = isSaved ? version + 1 : current();
            return isSaved;
        }

        private long current() throws SQLException {
            read.setInt(1, id);
            try (var row = read.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
