/** An embedded PostgreSQL: unpacks, initializes, starts and stops the database server that belongs to this process. */
@NullMarked
package dev.holdfast.postgres.embedded;

import org.jspecify.annotations.NullMarked;
