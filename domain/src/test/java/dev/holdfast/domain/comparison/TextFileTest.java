package dev.holdfast.domain.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.SegmentKind;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextFileTest {

    @Test
    void the_file_of_a_document_with_one_segment_is_that_segment() {
        var file = TextFile.of(segments("One.\n\nTwo."), "One.\r\n\r\nTwo and more.\r\n");

        assertThat(texts(file)).containsExactly("One.\n\nTwo and more.");
        assertThat(bases(file)).containsExactly(0);
    }

    @Test
    void a_segment_of_several_paragraphs_stays_one() {
        var base = segments("One.", "Two.\n\nStill two.", "Three.");

        var file = TextFile.of(base, "One.\n\nTwo.\n\n\nA paragraph that is new.\n\nStill two.\n\nThree.\n");

        assertThat(texts(file)).containsExactly("One.", "Two.\n\n\nA paragraph that is new.\n\nStill two.", "Three.");
        assertThat(bases(file)).containsExactly(0, 1, 2);
    }

    @Test
    void paragraphs_are_inserted_deleted_and_moved() {
        var base = segments("Alpha words here.", "Beta sentence there.", "Gamma thing.", "");

        var file = TextFile.of(base, "Gamma thing.\n\nSomething new altogether.\n\nAlpha words here.");

        assertThat(texts(file)).containsExactly("Gamma thing.", "Something new altogether.", "Alpha words here.");
        assertThat(bases(file)).containsExactlyInAnyOrder(2, -1, 0);
        assertThat(file.alignment().deleted()).containsExactly(1);
    }

    private static List<Block> segments(String... texts) {
        return Stream.of(texts)
                .map(text -> Block.of(SegmentKind.TEXT, new Content(text)))
                .toList();
    }

    private static List<String> texts(TextFile file) {
        return file.blocks().stream().map(block -> block.content().text()).toList();
    }

    private static List<Integer> bases(TextFile file) {
        return file.alignment().origins().stream()
                .map(Origin::base)
                .map((OptionalInt base) -> base.orElse(-1))
                .toList();
    }
}
