@NullMarked
package dev.holdfast.postgres;

import org.jspecify.annotations.NullMarked;
