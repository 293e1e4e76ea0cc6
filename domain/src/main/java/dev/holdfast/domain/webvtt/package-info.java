@NullMarked
package dev.holdfast.domain.webvtt;

import org.jspecify.annotations.NullMarked;
