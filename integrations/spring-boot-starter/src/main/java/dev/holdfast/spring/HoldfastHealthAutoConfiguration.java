package dev.holdfast.spring;

import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.postgres.PostgresDocumentStore;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Health of the store: down while its database does not respond. */
@AutoConfiguration(after = HoldfastAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(PostgresDocumentStore.class)
public class HoldfastHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "holdfastHealthIndicator")
    HealthIndicator holdfastHealthIndicator(PostgresDocumentStore store) {
        return () -> {
            try {
                store.checkReady();
                return Health.up().build();
            } catch (StoreUnavailable e) {
                return Health.down(e).build();
            }
        };
    }
}
