package dev.holdfast.memory;

import static dev.holdfast.application.SegmentChange.to;
import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.BY_BEN;
import static dev.holdfast.memory.Fixture.replace;
import static dev.holdfast.memory.Fixture.shift;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.EditRequest;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.Conflict;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.Segment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Writes that another writer overtakes after they were checked and before they are committed. */
final class OvertakenWriteTest {

    private final MemoryDocumentStore store = new MemoryDocumentStore();
    private final Fixture fixture = Fixture.over(store);
    private Runnable overtaking = () -> {};

    /** Holdfast of a writer who is overtaken once, just before the commit. */
    private Fixture overtakenBy(Runnable other) {
        overtaking = other;
        return Fixture.over((DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        var next = overtaking;
                        overtaking = () -> {};
                        next.run();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void save(Segment segment, String text) {
        fixture.holdfast.segments().edit(BY_ANA.expecting(segment.hash()), segment.id(), to(text));
    }

    @Test
    void a_batch_is_refused_if_a_part_that_it_leaves_unchanged_was_overwritten() {
        var document = fixture.document("one", "two");
        var one = fixture.segments(document).get(0);
        var two = fixture.segments(document).get(1);
        var overtaken = overtakenBy(() -> save(two, "TWO"));

        var refusal = overtaken.conflict(BY_BEN, document, replace(one, "one", "ONE"), replace(two, "two", "two"));

        assertThat(refusal.conflicts()).extracting(Conflict::edit).containsExactly(1);
        assertThat(fixture.texts(document)).containsExactly("one", "TWO");
    }

    @Test
    void a_shift_is_refused_if_another_cue_of_its_batch_was_overwritten() {
        var document = fixture.captions("00:01.000 --> 00:02.000\nHello", "00:03.000 --> 00:04.000\nBye");
        var hello = fixture.cues(document).get(0);
        var bye = fixture.cues(document).get(1);
        var overtaken = overtakenBy(() -> save(bye, "00:03.000 --> 00:04.000\nGood bye"));

        var refusal = overtaken.conflict(BY_BEN, document, shift(100, hello), replace(bye, "Bye", "Bye"));

        assertThat(refusal.first().segment()).isEqualTo(bye.id());
        assertThat(fixture.now(hello)).isEqualTo(hello);
    }

    @Test
    void an_edit_that_accepts_any_version_is_made_to_the_newest() {
        var segment = fixture.segment("one");
        var overtaken = overtakenBy(() -> save(segment, "one two"));

        overtaken
                .holdfast
                .segments()
                .edit(
                        BY_BEN.expecting(new Precondition.Exists()),
                        segment.id(),
                        now -> to(now.content().text() + "!").apply(now));

        assertThat(fixture.now(segment).content().text()).isEqualTo("one two!");
    }

    @Test
    void an_edit_of_the_version_that_was_seen_is_refused() {
        var segment = fixture.segment("one");
        var overtaken = overtakenBy(() -> save(segment, "one two"));

        var refusal = catchThrowableOfType(
                ConcurrencyConflict.class,
                () -> overtaken.holdfast.segments().edit(BY_BEN.expecting(segment.hash()), segment.id(), to("three")));

        assertThat(refusal.first().current()).contains(fixture.now(segment));
        assertThat(fixture.now(segment).content().text()).isEqualTo("one two");
    }

    @Test
    void a_deletion_is_refused() {
        var document = fixture.document("one", "two");
        var one = fixture.segments(document).get(0);
        var overtaken = overtakenBy(() -> save(one, "ONE"));

        var refusal = overtaken.conflict(
                BY_BEN, document, new EditRequest.Delete(one.id(), Fixture.seen(one), Optional.empty()));

        assertThat(refusal.conflicts()).hasSize(1);
        assertThat(fixture.now(one).deleted()).isFalse();
    }
}
