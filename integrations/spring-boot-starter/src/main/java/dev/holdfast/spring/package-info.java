/** Holdfast in a Spring Boot application: on its data source, in its transactions, in its controllers. */
@NullMarked
package dev.holdfast.spring;

import org.jspecify.annotations.NullMarked;
