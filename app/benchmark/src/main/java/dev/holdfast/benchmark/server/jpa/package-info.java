/** Minimal server with Spring MVC and JPA that saves with an entity tag, to compare with. */
@NullMarked
package dev.holdfast.benchmark.server.jpa;

import org.jspecify.annotations.NullMarked;
