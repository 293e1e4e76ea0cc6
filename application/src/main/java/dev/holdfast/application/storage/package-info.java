/** Parts that every store needs: the rules by which a commit is applied, a text form of what is kept, and listeners. */
@NullMarked
package dev.holdfast.application.storage;

import org.jspecify.annotations.NullMarked;
