/** Document store on H2: an example of a store of one's own. */
@NullMarked
package dev.holdfast.example.store;

import org.jspecify.annotations.NullMarked;
