package dev.holdfast.app;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.session.SessionStore;
import dev.holdfast.application.session.Sessions;
import dev.holdfast.http.HttpServer;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.postgres.PostgresPool;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wiring that is the same for every kind of storage. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    @Bean
    Holdfast holdfast(DocumentStore store, ServeSettings settings) {
        return Holdfast.over(
                store,
                settings.http().authentication().accessPolicy(),
                InstantSource.system(),
                new RandomIds(),
                settings.rules());
    }

    /** The options of the server, whose users sign in where it has tokens. */
    @Bean
    ServerOptions serverOptions(SessionStore store, ServeSettings settings) {
        var sessions = new Sessions(store, settings.sessions(), InstantSource.system());
        return settings.http()
                .withAuthentication(settings.http().authentication().with(sessions));
    }

    @Bean
    HttpServer httpServer(
            Holdfast holdfast,
            Readiness readiness,
            ServerOptions options,
            ServerLog log,
            ObjectProvider<PostgresPool> pools) {
        var server = new HttpServer(holdfast, InstantSource.system(), readiness::isReady, options);
        server.registerCounter("log.lines.lost", "Lines of the log that could not be written", log::lost);
        pools.ifAvailable(pool -> registerGauges(pool, server));
        return server;
    }

    private static void registerGauges(PostgresPool pool, HttpServer server) {
        server.registerGauge(
                "pool.active", "Database connections in use", () -> pool.usage().active());
        server.registerGauge(
                "pool.idle", "Idle database connections", () -> pool.usage().idle());
        server.registerGauge(
                "pool.waiting",
                "Threads waiting for a database connection",
                () -> pool.usage().waiting());
        server.registerGauge(
                "pool.max",
                "Maximum number of database connections",
                () -> pool.usage().max());
    }
}
