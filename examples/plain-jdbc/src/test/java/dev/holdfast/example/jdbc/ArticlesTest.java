package dev.holdfast.example.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.postgres.PoolSettings;
import dev.holdfast.postgres.PostgresPool;
import dev.holdfast.postgres.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The example, with a Flyway and a table of its own on the data source that it shares with Holdfast. */
final class ArticlesTest {

    private static final Author ANA = Author.verified("Ana");
    private static final Author BEN = Author.verified("Ben");

    private final PostgresPool pool = PostgresPool.open(PoolSettings.of(TestDatabase.freshDatabase()));
    private final Articles articles = Articles.on(pool.dataSource());

    @AfterEach
    void close() {
        articles.close();
        pool.close();
    }

    private String query(String sql) throws SQLException {
        try (var connection = pool.dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void two_people_change_other_words_and_both_changes_are_kept() throws SQLException {
        var seen = articles.create(ANA, "Foxes", "The quick fox jumps.");
        articles.save(ANA, seen.id(), seen.hash(), "The quick brown fox jumps.");

        articles.save(BEN, seen.id(), seen.hash(), "The quick fox leaps.");

        assertThat(articles.read(ANA, seen.id()).content().text()).isEqualTo("The quick brown fox leaps.");
    }

    @Test
    void a_text_and_its_row_are_published_together() throws SQLException {
        var seen = articles.create(ANA, "Foxes", "The quick fox jumps.");

        articles.publish(ANA, seen.id(), seen.hash(), "The fox jumps.");

        assertThat(articles.read(ANA, seen.id()).content().text()).isEqualTo("The fox jumps.");
        assertThat(query("SELECT version FROM article WHERE published IS NOT NULL"))
                .isEqualTo("2");
    }

    @Test
    void a_text_that_somebody_else_changed_is_not_published() throws SQLException {
        var seen = articles.create(ANA, "Foxes", "The quick fox jumps.");
        articles.save(BEN, seen.id(), seen.hash(), "The slow fox jumps.");

        assertThatThrownBy(() -> articles.publish(ANA, seen.id(), seen.hash(), "The fox jumps."))
                .isInstanceOf(ConcurrencyConflict.class);

        assertThat(articles.read(ANA, seen.id()).content().text()).isEqualTo("The slow fox jumps.");
        assertThat(query("SELECT count(*) FROM article WHERE published IS NOT NULL"))
                .isEqualTo("0");
    }

    @Test
    void it_starts_again_on_the_same_database() throws SQLException {
        var seen = articles.create(ANA, "Foxes", "The quick fox jumps.");

        try (var again = Articles.on(pool.dataSource())) {
            assertThat(again.read(ANA, seen.id())).isEqualTo(seen);
        }
        assertThat(query("SELECT count(*) FROM flyway_schema_history")).isEqualTo("1");
    }
}
