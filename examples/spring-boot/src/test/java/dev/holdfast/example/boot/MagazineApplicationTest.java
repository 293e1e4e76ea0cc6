package dev.holdfast.example.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.postgres.PostgresDocumentStore;
import dev.holdfast.postgres.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The example as a running application, with its own Flyway and its own table on the data source that it shares with Holdfast. */
final class MagazineApplicationTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        application = SpringApplication.run(
                MagazineApplication.class,
                "--server.port=0",
                "--spring.datasource.url=" + TestDatabase.freshDatabase());
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static HttpRequest.Builder request(String path) {
        var port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "text/plain");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private record Created(String id, String tag) {}

    private static Created created(String text) throws Exception {
        var response = send(request("/articles?title=Foxes").POST(BodyPublishers.ofString(text)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        var id = ID.matcher(response.body());
        assertThat(id.find()).isTrue();
        return new Created(id.group(1), response.headers().firstValue("ETag").orElseThrow());
    }

    private static HttpResponse<String> publish(String id, String tag, String text) throws Exception {
        return send(request("/articles/" + id + "/published")
                .header("If-Match", tag)
                .PUT(BodyPublishers.ofString(text)));
    }

    private static long versionOf(String id) {
        return application
                .getBean(JdbcClient.class)
                .sql("SELECT version FROM article WHERE text_id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    @Test
    void both_migrate_and_the_application_is_healthy() throws Exception {
        var health = send(request("/actuator/health"));

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"holdfast\"");
        var histories = application
                .getBean(JdbcClient.class)
                .sql("SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename LIKE '%schema_history'")
                .query(String.class)
                .list();
        assertThat(histories)
                .containsExactlyInAnyOrder("public.flyway_schema_history", "holdfast.holdfast_schema_history");
    }

    @Test
    void a_text_is_published_with_its_row_and_followers_are_told_after_the_commit() throws Exception {
        var article = created("The quick fox jumps.");
        var told = new AtomicInteger();
        try (var subscription = application
                .getBean(PostgresDocumentStore.class)
                .onCommit(document -> told.addAndGet((int) versionOf(article.id())))) {
            assertThat(subscription).isNotNull();

            var response = publish(article.id(), article.tag(), "The fox jumps.");

            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(article.tag());
        }
        assertThat(versionOf(article.id())).isEqualTo(2);
        assertThat(told.get()).isGreaterThanOrEqualTo(2);
        var read = send(request("/articles/" + article.id()).GET());
        assertThat(read.body()).contains("The fox jumps.");
    }

    @Test
    void a_stale_tag_is_412_with_a_merge_and_the_row_is_rolled_back() throws Exception {
        var article = created("The quick fox jumps.");
        var theirs = publish(article.id(), article.tag(), "The quick brown fox jumps.");

        var mine = publish(article.id(), article.tag(), "The quick fox leaps.");

        assertThat(mine.statusCode()).isEqualTo(412);
        assertThat(mine.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(mine.headers().firstValue("ETag")).isEqualTo(theirs.headers().firstValue("ETag"));
        assertThat(mine.body()).contains("The quick brown fox leaps.");
        assertThat(versionOf(article.id())).isEqualTo(2);
    }

    @Test
    void a_write_without_a_tag_is_428_and_a_malformed_one_400() throws Exception {
        var article = created("The quick fox jumps.");

        var unguarded = send(
                request("/articles/" + article.id() + "/published").PUT(BodyPublishers.ofString("The fox jumps.")));
        var malformed = publish(article.id(), "17", "The fox jumps.");

        assertThat(unguarded.statusCode()).isEqualTo(428);
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body()).contains("If-Match cannot be read");
        assertThat(versionOf(article.id())).isEqualTo(1);
    }

    @Test
    void outcomes_of_commits_are_counted() throws Exception {
        var article = created("The quick fox jumps.");
        publish(article.id(), article.tag(), "The fox jumps.");

        var metric = send(request("/actuator/metrics/holdfast.commits?tag=outcome:committed"));

        assertThat(metric.statusCode()).as(metric.body()).isEqualTo(200);
    }

    @Test
    void an_article_that_is_not_there_is_404() throws Exception {
        assertThat(send(request("/articles/none.none")).statusCode()).isEqualTo(404);
    }
}
