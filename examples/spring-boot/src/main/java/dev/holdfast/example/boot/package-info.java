/** Spring Boot application that keeps its texts in Holdfast. */
@NullMarked
package dev.holdfast.example.boot;

import org.jspecify.annotations.NullMarked;
