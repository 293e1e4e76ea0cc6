package dev.holdfast.app;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.Holdfast;
import dev.holdfast.http.Authentication;
import dev.holdfast.http.HttpServer;
import dev.holdfast.http.ServerOptions;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every server is made of, whatever its storage. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    @Bean
    Holdfast holdfast(DocumentStore store, ServeSettings settings) {
        return Holdfast.over(
                store, policy(settings.authentication()), InstantSource.system(), new RandomIds(), settings.ifMatch());
    }

    /** Tokens come with roles; whoever else comes in may do everything. */
    private static AccessPolicy policy(Authentication authentication) {
        return authentication instanceof Authentication.Tokens tokens
                ? tokens.file()
                : AccessPolicy.everyoneMayDoEverything();
    }

    @Bean
    HttpServer httpServer(Holdfast holdfast, Readiness readiness, ServeSettings settings) {
        var options = ServerOptions.defaults()
                .withHost(settings.host())
                .withPort(settings.port())
                .withAuthentication(settings.authentication());
        return new HttpServer(holdfast, InstantSource.system(), readiness::isReady, options);
    }
}
