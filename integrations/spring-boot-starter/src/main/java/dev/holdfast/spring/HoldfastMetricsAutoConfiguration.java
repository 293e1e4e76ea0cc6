package dev.holdfast.spring;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Counter {@code holdfast.commits} by outcome: committed, stale and the others. It counts attempts, also in a transaction that is rolled back. */
@AutoConfiguration(before = HoldfastAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
public class HoldfastMetricsAutoConfiguration {

    @Bean
    CommitOutcomes holdfastCommitOutcomes(ObjectProvider<MeterRegistry> registry) {
        return outcome -> registry.ifAvailable(meters -> meters.counter(
                        "holdfast.commits",
                        "outcome",
                        outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .increment());
    }
}
