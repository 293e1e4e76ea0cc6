package dev.holdfast.benchmark.server;

import java.time.Duration;
import java.util.Optional;

/** One of those that are measured in turns. */
interface Contender {

    String name();

    /** Lets the clients of a scenario work. Empty if this contender cannot do it. */
    Optional<Measurement> measure(Scenario scenario, Duration time) throws Exception;
}
