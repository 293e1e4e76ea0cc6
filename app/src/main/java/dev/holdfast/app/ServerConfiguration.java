package dev.holdfast.app;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.Holdfast;
import dev.holdfast.http.Authentication;
import dev.holdfast.http.HttpServer;
import dev.holdfast.http.Metrics;
import dev.holdfast.postgres.PostgresPool;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every server is made of, whatever its storage. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    @Bean
    Metrics metrics(ObjectProvider<PostgresPool> pools) {
        var metrics = new Metrics();
        pools.ifAvailable(pool -> watch(pool, metrics));
        return metrics;
    }

    private static void watch(PostgresPool pool, Metrics metrics) {
        metrics.watch(
                "pool.active",
                "Connections to the database in use",
                () -> pool.usage().active());
        metrics.watch(
                "pool.idle",
                "Connections to the database not in use",
                () -> pool.usage().idle());
        metrics.watch(
                "pool.waiting",
                "Threads that wait for a connection",
                () -> pool.usage().waiting());
        metrics.watch(
                "pool.max",
                "Connections to the database at most",
                () -> pool.usage().max());
    }

    @Bean
    Holdfast holdfast(DocumentStore store, Metrics metrics, ServeSettings settings) {
        return Holdfast.over(
                metrics.counting(store),
                policy(settings.http().authentication()),
                InstantSource.system(),
                new RandomIds(),
                settings.rules());
    }

    /** Tokens come with roles; whoever else comes in may do everything. */
    private static AccessPolicy policy(Authentication authentication) {
        return authentication instanceof Authentication.Tokens tokens
                ? tokens.file()
                : AccessPolicy.everyoneMayDoEverything();
    }

    @Bean
    HttpServer httpServer(Holdfast holdfast, Readiness readiness, Metrics metrics, ServeSettings settings) {
        return new HttpServer(
                holdfast,
                InstantSource.system(),
                readiness::isReady,
                settings.http().withMetrics(metrics));
    }
}
