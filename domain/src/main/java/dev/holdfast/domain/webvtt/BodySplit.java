package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.webvtt.CuePart.Closing;
import dev.holdfast.domain.webvtt.CuePart.Moment;
import dev.holdfast.domain.webvtt.CuePart.Opening;
import dev.holdfast.domain.webvtt.CuePart.Words;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** A split of a cue's body, after which each half reads as before. */
final class BodySplit {

    /** One character as readers see it: an extended grapheme cluster (UAX 29), for example an emoji of several parts. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private final String block;
    private final String body;
    private final int bodyStart;
    private final List<PlacedPart> placed;
    private final int at;
    private final long atMillis;

    /**
     * @param block the whole cue, in which a refusal names a place
     * @param at the index in the body
     * @param atMillis the start of the second half
     * @throws InvalidContent if it cannot be divided there or then
     */
    BodySplit(String block, WrittenCue cue, int at, long atMillis) {
        this.block = block;
        this.body = cue.body();
        this.bodyStart = cue.bodyStart();
        this.atMillis = atMillis;
        var text = CueText.parse(body);
        this.placed = text.placed();
        text.tagWithoutEnd().ifPresent(start -> {
            throw refused(start, "the tag has no end, so what follows it is not text; end it with \">\"");
        });
        checkPlace(text, at);
        this.at = afterClosings(beforeOpenings(at));
        checkMoments();
    }

    private InvalidContent refused(int index, String reason) {
        return InvalidContent.at(block, bodyStart + index, reason);
    }

    private void checkPlace(CueText text, int place) {
        for (var piece : placed) {
            if (piece.start() < place && place < piece.end()) {
                if (!(piece.part() instanceof Words)) {
                    throw refused(piece.start(), "the text cannot be split within a tag; choose a place beside it");
                }
                checkPlaceInWords(piece.start(), piece.end(), place);
            }
        }
        for (var tag : text.ignored()) {
            if (tag.start() < place && place < tag.end()) {
                throw refused(tag.start(), "the text cannot be split within a tag; choose a place beside it");
            }
        }
    }

    private void checkPlaceInWords(int start, int end, int place) {
        var characters = CHARACTER.matcher(body).region(start, end);
        while (characters.find() && characters.start() < place) {
            if (place < characters.end()) {
                throw refused(
                        characters.start(), "the text cannot be split within a character; choose a place beside it");
            }
        }
        for (var i = body.indexOf('&', start); i >= 0 && i < place; i = body.indexOf('&', i + 1)) {
            var reference = CharacterReference.at(body, i);
            if (reference.isPresent() && reference.get().end() > place) {
                throw refused(i, "the text cannot be split within a reference; choose a place beside it");
            }
        }
    }

    /** The place, moved before the opening tags that directly precede it: they belong to the text that follows. */
    private int beforeOpenings(int place) {
        var before = place;
        var blankFrom = place;
        for (var i = placed.size() - 1; i >= 0; i--) {
            var piece = placed.get(i);
            if (piece.start() >= place) {
                continue;
            }
            if (piece.part() instanceof Opening || piece.part() instanceof Moment) {
                before = piece.start();
            } else if (!isBlank(piece, piece.start(), Math.min(piece.end(), blankFrom))) {
                break;
            }
            blankFrom = piece.start();
        }
        return before;
    }

    /** The place, moved after the end tags that directly follow it. */
    private int afterClosings(int place) {
        var after = place;
        for (var piece : placed) {
            if (piece.end() < place || (piece.end() == place && !piece.isAdded())) {
                continue;
            }
            if (piece.part() instanceof Closing) {
                after = piece.end();
            } else if (!isBlank(piece, Math.max(piece.start(), place), piece.end())) {
                break;
            }
        }
        return after;
    }

    private boolean isBlank(PlacedPart piece, int start, int end) {
        return piece.part() instanceof Words
                && Cursor.strip(body.substring(start, end)).isEmpty();
    }

    private void checkMoments() {
        for (var piece : placed) {
            if (piece.part() instanceof Moment moment) {
                var isFirst = piece.start() < at;
                if (isFirst ? moment.millis() >= atMillis : moment.millis() < atMillis) {
                    var reason =
                            "the time stands %s the place of the split, so expected a split %s it, found one at %d ms"
                                    .formatted(
                                            isFirst ? "before" : "after",
                                            isFirst ? "later than" : "no later than",
                                            atMillis);
                    throw refused(piece.start(), reason);
                }
            }
        }
    }

    /** The body of the first half; its text may be empty. */
    String first() {
        var text = new StringBuilder(directions().close(Cursor.stripEnd(body.substring(0, at))));
        if (text.isEmpty()) {
            return "";
        }
        for (var opening : open()) {
            if (opening.part() instanceof Opening tag) {
                text.append(tag.span().endTag());
            }
        }
        return text.toString();
    }

    /** The body of the second half; its text may be empty. */
    String second() {
        var text = directions().reopen(Cursor.stripBeginning(rest()));
        if (text.isEmpty()) {
            return "";
        }
        var second = new StringBuilder(Line.of(body).get(0).terminator());
        open().descendingIterator().forEachRemaining(opening -> second.append(body, opening.start(), opening.end()));
        return second.append(text).toString();
    }

    /** The directions that go on after the place, which they do not if a line ends there. */
    private OpenDirections directions() {
        var before = new StringBuilder();
        for (var piece : placed) {
            if (piece.part() instanceof Words && piece.start() < at) {
                var written = body.substring(piece.start(), Math.min(piece.end(), at));
                before.append(CharacterReference.resolve(Line.withLineFeeds(written)));
            }
        }
        var next = Cursor.at(body, at).skipWhitespace().position();
        return new OpenDirections(before + Line.withLineFeeds(body.substring(at, next)));
    }

    /** The text after the place, without times that equal the start of the second half and lines with nothing else. */
    private String rest() {
        var beginnings = placed.stream()
                .filter(piece ->
                        piece.start() >= at && piece.part() instanceof Moment moment && moment.millis() == atMillis)
                .toList();
        var rest = new StringBuilder();
        var from = at;
        for (var beginning : beginnings) {
            rest.append(body, from, beginning.start());
            from = endsLine(rest) ? afterTerminator(beginning.end()) : beginning.end();
        }
        rest.append(body, from, body.length());
        if (from == body.length() && endsLine(rest)) {
            rest.setLength(rest.length() - (rest.toString().endsWith("\r\n") ? 2 : 1));
        }
        if (!beginnings.isEmpty() && !readsAs(body.substring(at), rest.toString())) {
            throw refused(
                    beginnings.get(0).start(),
                    "the time would be the beginning of the second half, and the text beside it would read differently without it; split at another time, or put a space beside it");
        }
        return rest.toString();
    }

    private static boolean endsLine(CharSequence text) {
        var last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        return last == '\n' || last == '\r';
    }

    private int afterTerminator(int index) {
        if (index == body.length() || (body.charAt(index) != '\n' && body.charAt(index) != '\r')) {
            return index;
        }
        return body.startsWith("\r\n", index) ? index + 2 : index + 1;
    }

    /** True if the text on both sides of a time does not become a reference or an arrow without it. */
    private static boolean readsAs(String before, String after) {
        return !after.contains("-->") && characters(after).equals(characters(before));
    }

    private static String characters(String text) {
        return CueText.parse(text).characters().replaceAll("[ \\t\\n\\f\\r]", "");
    }

    /** The openings of the spans that are open at the place, the innermost first. */
    private Deque<PlacedPart> open() {
        var open = new ArrayDeque<PlacedPart>();
        for (var piece : placed) {
            if (piece.start() < at && piece.part() instanceof Opening) {
                open.push(piece);
            } else if (piece.start() < at && piece.part() instanceof Closing) {
                open.pop();
            }
        }
        return open;
    }
}
