package dev.holdfast.domain.cue;

import java.util.Optional;

/**
 * A finding of the checks. People judge it; it does not prevent a save.
 *
 * @param index the checked block that it is in, counted from 0
 * @param rule the check that found it
 * @param line the line of the block's text, counted from 1
 * @param column the character in that line, in Unicode code points, counted from 1
 * @param measure the measured value and its limit; empty for a rule that has none
 * @param message the finding and the expectation, as a sentence without its full stop
 * @param fix the edit that ends it; empty if that takes a person
 */
public record Finding(
        int index, CheckRule rule, int line, int column, Optional<Measure> measure, String message, Optional<Fix> fix) {

    /** A finding without a fix. */
    public Finding(int index, CheckRule rule, int line, int column, Optional<Measure> measure, String message) {
        this(index, rule, line, column, measure, message, Optional.empty());
    }

    /** The same with a fix. */
    public Finding with(Fix next) {
        return new Finding(index, rule, line, column, measure, message, Optional.of(next));
    }

    /** A finding that is about a whole line of a cue's block. */
    static Finding of(CheckRule rule, ShownCue cue, int line, Measure measure, String message) {
        return new Finding(cue.index(), rule, line, 1, Optional.of(measure), message);
    }

    /**
     * A measured value and its limit, in the unit of the rule. The limit is a maximum, or a minimum where the rule is about
     * one.
     */
    public record Measure(double value, double limit) {
        /** A number as messages show it: 24 and not 24.0. */
        static String plain(double number) {
            return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
        }
    }
}
