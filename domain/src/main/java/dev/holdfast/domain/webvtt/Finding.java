package dev.holdfast.domain.webvtt;

import java.util.Optional;

/**
 * Something that the checks found. It is for people to judge, and keeps nobody from saving.
 *
 * @param index which of the checked blocks it is in, counted from 0
 * @param line the line of the block's text, counted from 1
 * @param column the character in that line, in Unicode code points, counted from 1
 * @param measure what was measured; empty for {@link CheckRule#SYNTAX}
 * @param message what was found and what is expected, as a sentence without its full stop
 */
public record Finding(int index, CheckRule rule, int line, int column, Optional<Measure> measure, String message) {

    /**
     * A value and what it may be at most, or at least where the rule is about a minimum; in the rule's unit.
     */
    public record Measure(double value, double limit) {

        /** A number as messages show it: 24 and not 24.0. */
        static String plain(double number) {
            return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
        }
    }
}
