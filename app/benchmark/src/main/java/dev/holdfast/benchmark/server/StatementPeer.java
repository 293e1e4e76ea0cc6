package dev.holdfast.benchmark.server;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** One SQL statement for a save: compare, set, and a row of history. No server between client and database. */
final class StatementPeer implements Peer, AutoCloseable {

    private static final String SAVE = """
            WITH saved AS (
                UPDATE plain_text SET content = ?, version = version + 1 WHERE id = ? AND version = ?
                RETURNING id, version, content)
            INSERT INTO plain_history (id, version, content) SELECT id, version, content FROM saved""";

    /** More connections than this only wait for each other, and PostgreSQL has few. */
    static final int CONNECTIONS = 8;

    private final HikariDataSource database;

    private StatementPeer(Database database) {
        this.database = new HikariDataSource();
        this.database.setJdbcUrl(database.jdbcUrl());
        this.database.setMaximumPoolSize(CONNECTIONS);
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
            case SAVE_OWN, SAVE_IN_ONE_DOCUMENT -> Optional.of(new Saver(database, number));
            case SAVE_ONE_SEGMENT -> Optional.of(new Saver(database, 0));
            case GET, NOT_MODIFIED, LIST -> Optional.empty();
        };
    }

    @Override
    public void close() {
        database.close();
    }

    private static final class Saver implements Client {

        private final DataSource database;
        private final int id;
        private long version;

        Saver(DataSource database, int id) throws SQLException {
            this.database = database;
            this.id = id;
            this.version = current();
        }

        @Override
        public boolean act() throws SQLException {
            var isSaved = save() == 1;
            version = isSaved ? version + 1 : current();
            return isSaved;
        }

        private int save() throws SQLException {
            try (var connection = database.getConnection();
                    var statement = connection.prepareStatement(SAVE)) {
                statement.setString(1, "A caption that is one line long, number " + version);
                statement.setInt(2, id);
                statement.setLong(3, version);
                return statement.executeUpdate();
            }
        }

        private long current() throws SQLException {
            try (var connection = database.getConnection();
                    var statement = connection.prepareStatement("SELECT version FROM plain_text WHERE id = ?")) {
                statement.setInt(1, id);
                var row = statement.executeQuery();
                row.next();
                return row.getLong(1);
            }
        }

        @Override
        public void close() {
            // Its connections are those of all.
        }
    }
}
