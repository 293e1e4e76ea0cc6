package dev.holdfast.postgres;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * Schema of a PostgreSQL database that holds Holdfast's tables and the history of their migrations. Every statement names it, so that
 * neither the {@code search_path} of a connection nor a connection pooler decides which tables are meant. Two schemas of one
 * database are two installations.
 */
public final class Schema {

    /** The schema that is used where none is named: {@code holdfast}. */
    public static final Schema DEFAULT = new Schema("holdfast");

    private static final String WRITTEN = DEFAULT.name + ".";

    /** Lower-case, so that it is the same with and without quotes; short enough for names that are derived from it. */
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,49}");

    private final String name;
    private final ConcurrentMap<String, String> statements = new ConcurrentHashMap<>();

    private Schema(String name) {
        this.name = name;
    }

    /**
     * Names a schema.
     *
     * @param name at most 50 of the characters a-z, 0-9 and _; no digit at the beginning, and not {@code pg_}, which PostgreSQL
     *     reserves
     * @throws IllegalArgumentException if it is no such name
     */
    public static Schema named(String name) {
        if (!NAME.matcher(name).matches() || name.startsWith("pg_")) {
            throw new IllegalArgumentException(
                    "'%s' is no name of a schema. Expected at most 50 of the characters a-z, 0-9 and _, without a digit or pg_ at the beginning."
                            .formatted(name));
        }
        return name.equals(DEFAULT.name) ? DEFAULT : new Schema(name);
    }

    public String name() {
        return name;
    }

    /**
     * A statement with the tables of this schema.
     *
     * @param sql one of the constant statements of this package, which are written for the default schema
     */
    String qualified(String sql) {
        return equals(DEFAULT) ? sql : statements.computeIfAbsent(sql, written -> written.replace(WRITTEN, table("")));
    }

    /** The qualified name of a table. */
    String table(String table) {
        return "\"%s\".%s".formatted(name, table);
    }

    /** The channel of notifications, which are sent to a whole database. */
    String channel() {
        return name + "_commit";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema schema && name.equals(schema.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
