package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.webvtt.CuePart.Closing;
import dev.holdfast.domain.webvtt.CuePart.Moment;
import dev.holdfast.domain.webvtt.CuePart.Opening;
import dev.holdfast.domain.webvtt.CuePart.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The syntax check of a cue's text (WebVTT §4.2.2). Players tolerate all of these errors. */
final class CueTextSyntax {

    private final WrittenCue cue;
    private final String body;
    private final CueText text;
    private final Deque<PlacedPart> open = new ArrayDeque<>();
    private final List<Flaw> flaws = new ArrayList<>();
    private long latest;

    CueTextSyntax(WrittenCue cue) {
        this.cue = cue;
        this.body = cue.body();
        this.text = CueText.parse(body);
        this.latest = cue.timings().start().millis();
    }

    /** In no order. */
    List<Flaw> flaws() {
        text.ignored().forEach(this::checkIgnored);
        text.placed().forEach(this::check);
        text.tagWithoutEnd()
                .ifPresent(start ->
                        add(start, "expected a tag that ends with \">\"; write \"<\" as \"&lt;\" if it is text"));
        return flaws;
    }

    private void checkIgnored(CueToken tag) {
        var found = Quoted.of(body.substring(tag.start(), tag.end()));
        var expected = switch (tag.kind()) {
            case END_TAG -> "the end tag of the span that was opened last";
            case TIMESTAMP_TAG -> "a time as <[hours:]MM:SS.mmm>";
            case START_TAG, TEXT -> "one of the tags c, i, b, u, ruby, rt within ruby, v and lang";
        };
        add(tag.start(), "expected %s, found %s, which is not shown".formatted(expected, found));
    }

    private void check(PlacedPart placed) {
        if (placed.part() instanceof Words) {
            checkReferences(placed);
        } else if (placed.part() instanceof Moment moment) {
            checkMoment(placed, moment.millis());
        } else if (placed.part() instanceof Opening opening) {
            checkReferences(placed);
            checkAnnotation(placed, opening);
            open.push(placed);
        } else if (placed.part() instanceof Closing closing) {
            checkClosing(open.pop(), placed, closing.span());
        }
    }

    private void checkReferences(PlacedPart placed) {
        for (var i = placed.start(); i < placed.end(); i++) {
            if (body.charAt(i) != '&') {
                continue;
            }
            var reference = CharacterReference.at(body, i);
            if (reference.isEmpty()) {
                add(i, "expected a reference like \"&amp;\", found \"&\" alone; write it as \"&amp;\"");
            } else if (!reference.get().isLegal()) {
                add(
                        i,
                        "expected \";\" after the reference %s"
                                .formatted(body.substring(i, reference.get().end())));
            }
        }
    }

    private void checkMoment(PlacedPart placed, long millis) {
        if (millis <= latest || millis >= cue.timings().end().millis()) {
            var found = Quoted.of(body.substring(placed.start(), placed.end()));
            add(placed.start(), "expected a time within the cue that is after those before it, found " + found);
        }
        latest = Math.max(latest, millis);
        if (!CueParser.moment(timeOf(placed)).map(Timestamp::isLegal).orElse(true)) {
            add(placed.start(), "expected hours of two or more digits");
        }
    }

    private String timeOf(PlacedPart placed) {
        var end = body.charAt(placed.end() - 1) == '>' ? placed.end() - 1 : placed.end();
        return body.substring(placed.start() + 1, end);
    }

    private void checkAnnotation(PlacedPart placed, Opening opening) {
        var tag = opening.span().tag();
        if (opening.span().hasAnnotation() && opening.annotation().isEmpty()) {
            add(
                    placed.start(),
                    "expected %s after \"<%s\""
                            .formatted(
                                    opening.span() == CueSpan.VOICE ? "the name of the voice" : "a language tag", tag));
        }
        var hasMore =
                body.substring(placed.start(), placed.end()).chars().anyMatch(unit -> Cursor.isWhitespace((char) unit));
        if (!opening.span().hasAnnotation() && hasMore) {
            add(placed.start(), "expected nothing but classes after \"<%s\"".formatted(tag));
        }
    }

    /** Only a gloss that ends with its ruby, and a voice that speaks all of the text, need no end tag. */
    private void checkClosing(PlacedPart opening, PlacedPart closing, CueSpan span) {
        var isWhole = span == CueSpan.VOICE && open.isEmpty() && isFirst(opening);
        if (closing.isAdded() && !isWhole && span != CueSpan.RUBY_TEXT) {
            add(opening.start(), missingEndTag(span));
        }
    }

    static String missingEndTag(CueSpan span) {
        return "expected the end tag </%s> in the cue".formatted(span.tag());
    }

    private boolean isFirst(PlacedPart placed) {
        return placed.start() == Line.of(body).get(0).next();
    }

    private void add(int index, String reason) {
        flaws.add(new Flaw("text: " + reason, cue.bodyStart() + index, reason));
    }
}
