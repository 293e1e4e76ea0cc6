/** Use cases on documents, segments and their log, and the ports that adapters implement. */
@NullMarked
package dev.holdfast.application;

import org.jspecify.annotations.NullMarked;
