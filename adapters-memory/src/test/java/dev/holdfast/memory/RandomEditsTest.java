package dev.holdfast.memory;

import static dev.holdfast.memory.Fixture.ANA;
import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.join;
import static dev.holdfast.memory.Fixture.seen;
import static dev.holdfast.memory.Fixture.shift;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.EditRequest;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.contract.Race;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.LogVerifier;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.cue.CueSplit;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Invariants under random concurrent edits. */
final class RandomEditsTest {

    private static void forSeeds(int count, Consumer<Random> property) {
        var first = System.nanoTime();
        for (var seed = first; seed < first + count; seed++) {
            try {
                property.accept(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("Failed with seed " + seed, e);
            }
        }
    }

    private final Fixture fixture = Fixture.guarded();

    private List<RandomWriter> writers(Document document, Random random) {
        return Stream.of("a", "b", "c")
                .map(name -> new RandomWriter(fixture, document, name, new Random(random.nextLong())))
                .toList();
    }

    private void checkAll(Document document, List<RandomWriter> writers) {
        var last = new HashMap<SegmentId, Segment>();
        var verifier = new LogVerifier(document.id());
        for (var commit : fixture.holdfast
                .changes()
                .after(ANA, document.id(), Cursor.after(0), Integer.MAX_VALUE)
                .commits()) {
            verifier.accept(commit);
            commit.changes().stream()
                    .filter(Change.OfSegment.class::isInstance)
                    .map(change -> ((Change.OfSegment) change).after())
                    .forEach(segment -> last.put(segment.id(), segment));
        }
        verifier.compare(fixture.holdfast.documents().read(ANA, document.id()).tip(), fixture.segments(document));
        assertThat(verifier.problems()).isEmpty();

        var again = fixture.imported(fixture.file(document));
        assertThat(contents(fixture.cues(again))).isEqualTo(contents(fixture.cues(document)));

        assertThat(words(last))
                .containsAll(writers.stream()
                        .flatMap(writer -> writer.saved().stream())
                        .toList());
    }

    private static List<String> contents(List<Segment> segments) {
        return segments.stream().map(segment -> segment.content().text()).toList();
    }

    /** The words that can be read, or brought back; not those of cues that were joined to others, which must have them. */
    private static Set<String> words(Map<SegmentId, Segment> segments) {
        return segments.values().stream()
                .filter(segment -> segment.successor().isEmpty())
                .flatMap(segment -> Words.of(segment.content()).stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void writers_in_turn_keep_all_saved_text() {
        var done = new TreeMap<String, Integer>();

        forSeeds(15, random -> {
            var document = fixture.imported(new RandomCaptions(random).file());
            var writers = writers(document, random);
            for (var i = 0; i < 150; i++) {
                writers.get(random.nextInt(writers.size())).step();
            }
            checkAll(document, writers);
            writers.forEach(writer -> writer.done().forEach((what, times) -> done.merge(what, times, Integer::sum)));
        });

        assertThat(done.keySet())
                .contains("add", "batch", "delete", "join", "merge", "merge conflict")
                .contains("merge offered", "move", "refused", "restore", "shift", "split");
    }

    @Test
    void simultaneous_writers_keep_all_saved_text() {
        forSeeds(4, random -> {
            var document = fixture.imported(new RandomCaptions(random).file());
            var writers = writers(document, random);

            Race.run(writers.size(), runner -> () -> {
                for (var i = 0; i < 100; i++) {
                    writers.get(runner).step();
                }
                return runner;
            });

            checkAll(document, writers);
        });
    }

    @Test
    void a_shift_and_its_reverse_keep_the_file() {
        forSeeds(60, random -> {
            var file = new RandomCaptions(random).file();
            var document = fixture.imported(file);
            var millis = random.nextInt(1_000_000);

            fixture.edit(BY_ANA, document, shift(millis, fixture.cues(document).toArray(Segment[]::new)));
            fixture.edit(BY_ANA, document, shift(-millis, fixture.cues(document).toArray(Segment[]::new)));

            assertThat(fixture.file(document)).isEqualTo(file);
        });
    }

    @Test
    void a_split_and_a_join_leave_the_words_and_the_times_as_they_were() {
        var splits = new HashSet<SegmentId>();

        forSeeds(60, random -> {
            var document = fixture.imported(new RandomCaptions(random).file());
            var cue = fixture.cues(document).get(0);
            var before = WebVtt.CUES.parse(cue.content()).orElseThrow();
            var halves = new CueSplit(
                    random.nextInt(before.text().length() + 1), before.startMillis() + 1 + random.nextInt(2_999));
            try {
                fixture.edit(BY_ANA, document, new EditRequest.Split(cue.id(), seen(cue), halves));
                splits.add(cue.id());
            } catch (InvalidEdit e) { // within a tag, or beyond a time within the text
                return;
            }

            var cues = fixture.cues(document);
            fixture.edit(BY_ANA, document, join(cues.get(0), cues.get(1)));

            var joined = fixture.now(cue).content();
            var after = WebVtt.CUES.parse(joined).orElseThrow();
            assertThat(String.join("", Words.of(joined))).isEqualTo(String.join("", Words.of(cue.content())));
            assertThat(after.startMillis()).isEqualTo(before.startMillis());
            assertThat(after.endMillis()).isEqualTo(before.endMillis());
            assertThat(after.identifier()).isEqualTo(before.identifier());
        });

        assertThat(splits).hasSizeGreaterThan(10);
    }
}
