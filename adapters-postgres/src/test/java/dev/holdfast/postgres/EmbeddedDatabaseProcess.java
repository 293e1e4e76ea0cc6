package dev.holdfast.postgres;

import java.nio.file.Path;

/** Another process that uses an embedded database, writes one row, says so, and waits to be killed. */
final class EmbeddedDatabaseProcess {

    private EmbeddedDatabaseProcess() {}

    public static void main(String[] args) throws Exception {
        var database = EmbeddedDatabase.start(Path.of(args[0]), line -> {});
        TestDatabase.execute(database.jdbcUrl(), "CREATE TABLE kept AS SELECT 'acknowledged' AS text");
        System.out.println("written");
        System.in.read();
    }
}
