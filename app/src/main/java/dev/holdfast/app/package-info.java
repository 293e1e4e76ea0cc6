/** The command line and the composition root: reads the options, wires the adapters and runs the server. */
@NullMarked
package dev.holdfast.app;

import org.jspecify.annotations.NullMarked;
