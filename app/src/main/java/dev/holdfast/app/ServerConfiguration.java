package dev.holdfast.app;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.Holdfast;
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
                store,
                AccessPolicy.everyoneMayDoEverything(),
                InstantSource.system(),
                new RandomIds(),
                settings.ifMatch());
    }

    @Bean
    HttpServer httpServer(Holdfast holdfast, Readiness readiness, ServeSettings settings) {
        var options = ServerOptions.defaults().withHost(settings.host()).withPort(settings.port());
        return new HttpServer(holdfast, InstantSource.system(), readiness::isReady, options);
    }
}
