package dev.holdfast.memory;

import static dev.holdfast.memory.Fixture.join;
import static dev.holdfast.memory.Fixture.seen;
import static dev.holdfast.memory.Fixture.shift;

import dev.holdfast.application.EditRequest;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.Place;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.Conflict;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergeConflict;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.cue.CuePatch;
import dev.holdfast.domain.cue.CueSplit;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Someone who edits captions at random, often for versions that others have moved on from, and who takes every merge that
 * conflicts offer. They add words and never remove one, so that no acknowledged word may be missing later.
 */
final class RandomWriter {

    private static final Pattern WORD = Pattern.compile("\\b[wx][a-z]?[0-9]+\\b");

    private final Fixture fixture;
    private final Document document;
    private final String name;
    private final Random random;
    private final Set<String> saved = new HashSet<>();
    private final Map<String, Integer> done = new HashMap<>();
    private List<Segment> seen;
    private int words;

    RandomWriter(Fixture fixture, Document document, String name, Random random) {
        this.fixture = fixture;
        this.document = document;
        this.name = name;
        this.random = random;
        this.seen = fixture.cues(document);
    }

    /** The acknowledged words. */
    Set<String> saved() {
        return saved;
    }

    /** Number of successes by operation. */
    Map<String, Integer> done() {
        return done;
    }

    /** Does something, or looks at what the others did. */
    void step() {
        if (random.nextInt(3) == 0 || seen.size() < 3) {
            seen = fixture.cues(document);
            if (seen.size() < 3) {
                tryTo("insert", List.of(insertion()));
            }
            return;
        }
        var at = random.nextInt(seen.size() - 2);
        var cues = seen.subList(at, at + 3);
        switch (random.nextInt(10)) {
            case 0 -> tryTo("shift", List.of(shift(random.nextInt(200), cues.toArray(Segment[]::new))));
            case 1, 2 -> tryTo("split", List.of(split(cues.get(0))));
            case 3 -> tryTo("join", List.of(join(cues.get(0), cues.get(1))));
            case 4 ->
                tryTo(
                        "move",
                        List.of(new EditRequest.Move(
                                cues.get(0).id(),
                                seen(cues.get(0)),
                                new Place.After(cues.get(1).id()))));
            case 5 ->
                tryTo("delete", List.of(new EditRequest.Delete(cues.get(0).id(), seen(cues.get(0)), Optional.empty())));
            case 6 ->
                tryTo("batch", List.of(split(cues.get(0)), shift(50, cues.get(1)), addition(cues.get(2)), insertion()));
            case 7 -> merge(cues.get(0));
            default -> tryTo("add", List.of(addition(cues.get(0))));
        }
    }

    private EditRequest split(Segment cue) {
        var parsed = WebVtt.CUES.parse(cue.content()).orElseThrow();
        var text = parsed.text();
        var places = IntStream.rangeClosed(0, text.length())
                .filter(i -> i == 0 || i == text.length() || !isWithinWord(text, i))
                .toArray();
        var at = parsed.startMillis() + random.nextLong(parsed.endMillis() - parsed.startMillis());
        var split = new CueSplit(places[random.nextInt(places.length)], at);
        return new EditRequest.Split(cue.id(), seen(cue), split);
    }

    private static boolean isWithinWord(String text, int index) {
        return Character.isLetterOrDigit(text.charAt(index - 1)) && Character.isLetterOrDigit(text.charAt(index));
    }

    private EditRequest insertion() {
        return new EditRequest.Insert(
                Optional.empty(),
                NewContent.of("00:00.000 --> 00:03.000\n" + word() + " " + word()),
                new Place.AtEnd());
    }

    private EditRequest addition(Segment cue) {
        return new EditRequest.Replace(
                cue.id(), seen(cue), SegmentChange.to(withWord(cue.content()).text()));
    }

    /** The cue with one more word, after one that it has. */
    private Content withWord(Content cue) {
        var text = WebVtt.CUES.parse(cue).orElseThrow().text();
        var ends = WORD.matcher(text).results().map(MatchResult::end).toList();
        var at = ends.isEmpty() ? text.length() : ends.get(random.nextInt(ends.size()));
        return WebVtt.CUES.rewrite(
                cue, CuePatch.NOTHING.withText(text.substring(0, at) + " " + word() + text.substring(at)));
    }

    private String word() {
        return "x" + name + words++;
    }

    private WriteRequest request() {
        return WriteRequest.by(Author.verified(name));
    }

    private void tryTo(String what, List<EditRequest> edits) {
        try {
            var result = fixture.holdfast.documents().edit(request(), document.id(), edits);
            succeeded(what, result.segments());
        } catch (ConcurrencyConflict conflict) {
            conflict.conflicts().forEach(this::takeMerge);
        } catch (SegmentGone gone) {
            restore(gone.tombstone());
        } catch (InvalidEdit e) {
            done.merge("refused", 1, Integer::sum);
        }
    }

    private void succeeded(String what, List<Segment> segments) {
        done.merge(what, 1, Integer::sum);
        segments.forEach(segment -> Words.of(segment.content()).stream()
                .filter(word -> word.startsWith("x" + name))
                .forEach(saved::add));
    }

    private void takeMerge(Conflict conflict) {
        if (conflict.merge().orElse(null) instanceof Merge.Clean clean) {
            var current = conflict.current().orElseThrow();
            tryTo(
                    "merge offered",
                    List.of(new EditRequest.Replace(current.id(), seen(current), SegmentChange.to(clean.text()))));
        }
    }

    private void restore(Segment tombstone) {
        if (tombstone.deleted() && random.nextBoolean()) {
            tryTo("restore", List.of(new EditRequest.Restore(tombstone.id(), seen(tombstone), SegmentChange.none())));
        }
    }

    private void merge(Segment cue) {
        var mine = withWord(cue.content());
        try {
            var merged = fixture.holdfast.segments().merge(request(), cue.id(), cue.hash(), current -> mine);
            succeeded("merge", List.of(merged.segment()));
        } catch (MergeConflict conflict) {
            done.merge("merge conflict", 1, Integer::sum);
        } catch (SegmentGone gone) {
            restore(gone.tombstone());
        }
    }
}
