/** Application on plain JDBC that keeps its texts in Holdfast. */
@NullMarked
package dev.holdfast.example.jdbc;

import org.jspecify.annotations.NullMarked;
