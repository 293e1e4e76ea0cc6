package dev.holdfast.domain.webvtt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The syntax check of a timing line (WebVTT §4.1, "WebVTT cue timings", and §4.4). */
final class TimingSyntax {

    private final Line line;
    private final List<Flaw> flaws = new ArrayList<>();

    TimingSyntax(Line line) {
        this.line = line;
    }

    List<Flaw> flaws() {
        Timings.parse(line.text()).ifPresentOrElse(this::checkTimings, this::findWhatCannotBeRead);
        return flaws;
    }

    private void findWhatCannotBeRead() {
        var cursor = Cursor.at(line.text(), 0).skipWhitespace();
        var start = cursor.position();
        if (Timestamp.collect(cursor).isEmpty()) {
            expected("a start time as [hours:]MM:SS.mmm", start, foundAt(start));
            return;
        }
        var arrow = cursor.skipWhitespace().position();
        if (!cursor.take("-->")) {
            expected("\"-->\" after the start time", arrow, foundAt(arrow));
            return;
        }
        var end = cursor.skipWhitespace().position();
        expected("an end time as [hours:]MM:SS.mmm", end, foundAt(end));
    }

    private String foundAt(int position) {
        var word = Cursor.at(line.text(), position).word();
        var arrow = word.indexOf("-->");
        return arrow > 0 ? word.substring(0, arrow) : word;
    }

    private void checkTimings(Timings timings) {
        var start = timings.indent().length();
        var arrow = start + timings.start().text().length();
        var end = arrow + timings.arrow().length();
        if (start > 0) {
            expected("the start time at the beginning of the line", 0, timings.indent());
        }
        checkHours("start", timings.start(), start);
        if (!hasGaps(timings.arrow())) {
            expected("spaces or tabs around \"-->\"", arrow, timings.arrow());
        }
        checkHours("end", timings.end(), end);
        if (timings.end().millis() <= timings.start().millis()) {
            var reason = "expected an end time after the start time %s, found \"%s\""
                    .formatted(timings.start().text(), timings.end().text());
            flaws.add(new Flaw("order", line.start() + end, reason));
        }
        checkSettings(timings.rest(), end + timings.end().text().length());
    }

    private void checkHours(String which, Timestamp time, int position) {
        if (!time.isLegal()) {
            expected("hours of two or more digits in the %s time".formatted(which), position, time.text());
        }
    }

    /** True if there is white space on both sides of the arrow, as the syntax requires. */
    static boolean hasGaps(String arrow) {
        var dash = arrow.indexOf('-');
        return dash > 0 && arrow.length() > dash + 3 && arrow.indexOf('\f') < 0;
    }

    private void checkSettings(String rest, int position) {
        var cursor = Cursor.at(rest, 0).skipWhitespace();
        if (!rest.isEmpty() && cursor.position() == 0) {
            expected(
                    "a space or tab after the end time",
                    position,
                    Cursor.at(rest, 0).word());
        }
        if (rest.indexOf('\f') >= 0) {
            expected("a space or tab instead of a form feed", position + rest.indexOf('\f'), "\f");
        }
        var names = new HashSet<String>();
        while (!cursor.isAtEnd()) {
            var index = line.start() + position + cursor.position();
            SettingSyntax.ofCue(cursor.word(), index, names).ifPresent(flaws::add);
            cursor.skipWhitespace();
        }
    }

    private void expected(String expected, int position, String found) {
        var reason = "expected %s, found %s".formatted(expected, Quoted.of(found));
        flaws.add(new Flaw(expected, line.start() + position, reason));
    }
}
