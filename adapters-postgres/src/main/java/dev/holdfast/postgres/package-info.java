/** The document store on PostgreSQL: connection pool, schema migration, commits, queries and notifications. */
@NullMarked
package dev.holdfast.postgres;

import org.jspecify.annotations.NullMarked;
