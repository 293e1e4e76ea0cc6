package dev.holdfast.postgres.embedded;

import dev.holdfast.postgres.TestDatabase;
import java.nio.file.Path;

/** Process that starts an embedded database, writes one row, prints a line and waits to be killed. */
final class EmbeddedDatabaseProcess {

    private EmbeddedDatabaseProcess() {}

    public static void main(String[] args) throws Exception {
        var database = EmbeddedDatabase.start(Path.of(args[0]), line -> {});
        TestDatabase.execute(database.jdbcUrl(), "CREATE TABLE kept AS SELECT 'acknowledged' AS text");
        System.out.println("written");
        System.in.read();
    }
}
