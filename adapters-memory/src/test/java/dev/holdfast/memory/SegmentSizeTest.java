package dev.holdfast.memory;

import static dev.holdfast.memory.Fixture.ANA;
import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.info;
import static dev.holdfast.memory.Fixture.join;
import static dev.holdfast.memory.Fixture.replace;
import static dev.holdfast.memory.Fixture.seen;
import static dev.holdfast.memory.Fixture.shift;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.EditRequest;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.Place;
import dev.holdfast.application.Rules;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.domain.ContentTooLarge;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every kind of write refuses a text that is longer than the limit of segments. */
class SegmentSizeTest {

    private static final int MAX = 60;
    private static final String LONGEST = "\u00e9".repeat(MAX / 2);

    private final Fixture fixture = Fixture.of(Fixture.RULES.withMaxSegmentBytes(MAX));

    private static void refused(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOf(ContentTooLarge.class)
                .hasMessageContaining("bytes of UTF-8; a segment is at most 60");
    }

    @Test
    void a_limit_of_no_bytes_is_a_mistake() {
        assertThatThrownBy(() -> Rules.defaults().withMaxSegmentBytes(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_replacement() {
        var segment = fixture.segment(LONGEST);

        refused(() -> fixture.holdfast
                .segments()
                .edit(BY_ANA.expecting(seen(segment)), segment.id(), SegmentChange.to(LONGEST + "e")));

        assertThat(fixture.now(segment)).isEqualTo(segment);
    }

    @Test
    void an_insertion_and_a_new_document() {
        var document = fixture.document("one");

        refused(() -> fixture.edit(
                BY_ANA,
                document,
                new EditRequest.Insert(Optional.empty(), NewContent.of(LONGEST + "e"), new Place.AtEnd())));
        refused(() ->
                fixture.holdfast.documents().create(BY_ANA, NewDocument.of(info("text/plain"), "one", LONGEST + "e")));
        assertThat(fixture.texts(document)).containsExactly("one");
    }

    @Test
    void a_block_of_an_imported_file() {
        refused(() -> fixture.imported("WEBVTT\n\n00:01.000 --> 00:02.000\none\n\nNOTE " + "long ".repeat(20) + "\n"));
        assertThat(fixture.holdfast.documents().list(ANA, "", Optional.empty(), 10))
                .isEmpty();
    }

    @Test
    void a_restored_text() {
        var segment = fixture.segment("one");
        var deleted = fixture.holdfast
                .segments()
                .delete(BY_ANA.expecting(seen(segment)), segment.id())
                .segment();

        refused(() -> fixture.holdfast
                .segments()
                .restore(BY_ANA.expecting(seen(deleted)), segment.id(), SegmentChange.to(LONGEST + "e")));

        assertThat(fixture.holdfast
                        .segments()
                        .restore(BY_ANA.expecting(seen(deleted)), segment.id(), SegmentChange.to(LONGEST)))
                .extracting(saved -> saved.segment().content().text())
                .isEqualTo(LONGEST);
    }

    /** The limit may have been lowered since, or have come later than the text. */
    @Test
    void a_text_over_the_limit_may_be_kept_or_shortened_but_not_lengthened() {
        var store = new MemoryDocumentStore();
        var text = "00:01.000 --> 00:02.000\n" + LONGEST + " and more of it";
        var document = Fixture.over(store).captions(text);
        var strict = Fixture.over(store, Fixture.RULES.withMaxSegmentBytes(MAX));

        strict.edit(BY_ANA, document, shift(500, strict.cues(document).get(0)));
        var shifted = strict.cues(document).get(0);
        var deleted = strict.holdfast
                .segments()
                .delete(BY_ANA.expecting(seen(shifted)), shifted.id())
                .segment();
        var restored = strict.holdfast
                .segments()
                .restore(BY_ANA.expecting(seen(deleted)), deleted.id(), SegmentChange.none())
                .segment();
        refused(() -> strict.edit(BY_ANA, document, replace(restored, "and more", "and even more")));
        strict.edit(BY_ANA, document, replace(restored, " and more of it", " and more"));

        assertThat(strict.file(document)).isEqualTo("WEBVTT\n\n00:01.500 --> 00:02.500\n" + LONGEST + " and more\n");
    }

    @Test
    void the_error_names_the_index_of_the_edit() {
        var document = fixture.document("one", "two");
        var segments = fixture.segments(document);
        var edits = List.of(replace(segments.get(0), "one", "eins"), replace(segments.get(1), "two", LONGEST + "e"));

        assertThatThrownBy(() -> fixture.holdfast.documents().edit(BY_ANA, document.id(), edits))
                .isInstanceOfSatisfying(ContentTooLarge.class, tooLarge -> {
                    assertThat(tooLarge.index()).isEqualTo(1);
                    assertThat(tooLarge.bytes()).isEqualTo(MAX + 1);
                    assertThat(tooLarge.maxBytes()).isEqualTo(MAX);
                });
        assertThat(fixture.texts(document)).containsExactly("one", "two");
    }

    @Test
    void a_merge_of_two_texts_that_are_short_enough_each() {
        var base = fixture.segment("The boats and the gulls.");
        var theirs = "The " + "big ".repeat(6) + "boats and the gulls.";
        fixture.holdfast.segments().edit(BY_ANA.expecting(seen(base)), base.id(), SegmentChange.to(theirs));
        var mine = "The boats and the " + "fat ".repeat(6) + "gulls.";

        refused(() -> fixture.holdfast.segments().merge(BY_ANA, base.id(), base.hash(), SegmentChange.to(mine)));

        assertThat(fixture.now(base).content().text()).isEqualTo(theirs);
    }

    @Test
    void a_join() {
        var document = fixture.captions(
                "00:01.000 --> 00:02.000\n" + "\u00e9".repeat(10), "00:02.000 --> 00:03.000\n" + "b".repeat(16));
        var cues = fixture.cues(document);

        refused(() -> fixture.edit(BY_ANA, document, join(cues.get(0), cues.get(1))));
        assertThat(fixture.cues(document)).isEqualTo(cues);

        var shorter = fixture.edit(BY_ANA, document, replace(cues.get(1), "bb", "b"));
        fixture.edit(BY_ANA, document, join(cues.get(0), shorter.segments().get(0)));
        assertThat(fixture.cues(document)).hasSize(1);
    }

    @Test
    void the_message_shows_how_the_text_begins_on_one_line() {
        var document = fixture.document("one");

        assertThatThrownBy(() -> fixture.edit(
                        BY_ANA,
                        document,
                        new EditRequest.Insert(
                                Optional.empty(),
                                NewContent.of("First\nsecond\u001b" + "x".repeat(100)),
                                new Place.AtEnd())))
                .hasMessageStartingWith(
                        "The text that begins with \"First second " + "x".repeat(27) + "\" has 113 bytes");
    }
}
