package dev.holdfast.spring;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.Rules;
import dev.holdfast.postgres.PostgresDocumentStore;
import dev.holdfast.postgres.Schema;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Holdfast on the application's data source. Within a transaction of Spring it works in that transaction, so that edits and the
 * application's own rows are committed together.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(HoldfastProperties.class)
public class HoldfastAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    PostgresDocumentStore holdfastStore(DataSource database, HoldfastProperties properties) {
        var schema = Schema.named(properties.schema());
        if (properties.migrate()) {
            PostgresDocumentStore.migrate(database, schema);
        }
        return PostgresDocumentStore.in(database, schema);
    }

    /** Who may do what is the application's business; its controllers and services ask before they call. */
    @Bean
    @ConditionalOnMissingBean
    AccessPolicy holdfastAccessPolicy() {
        return AccessPolicy.everyoneMayDoEverything();
    }

    @Bean
    @ConditionalOnMissingBean
    Holdfast holdfast(
            PostgresDocumentStore store,
            DataSource database,
            AccessPolicy policy,
            HoldfastProperties properties,
            ObjectProvider<CommitOutcomes> outcomes) {
        DocumentStore joining = TransactionalStore.of(store, database, outcomes.getIfAvailable(() -> outcome -> {}));
        var rules = Rules.defaults().withGuard(properties.ifMatch());
        return Holdfast.over(
                joining, policy, InstantSource.system(), () -> UUID.randomUUID().toString(), rules);
    }
}
