package dev.holdfast.spring;

import dev.holdfast.application.GuardPolicy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of Holdfast in a Spring Boot application.
 *
 * @param schema the schema of its tables
 * @param migrate true to create or migrate the tables at the start
 * @param ifMatch the policy for writes without the tag of a version
 */
@ConfigurationProperties("holdfast")
public record HoldfastProperties(
        @DefaultValue("holdfast") String schema,
        @DefaultValue("true") boolean migrate,
        @DefaultValue("tag") GuardPolicy ifMatch) {}
