package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CuePatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files split into blocks and joined again without a changed character. */
final class VerbatimBlocksTest {

    private final WebVtt webVtt = new WebVtt();

    @Test
    void an_unedited_file_is_exported_unchanged() {
        Seeds.each(5_000, random -> {
            var file = RandomFiles.file(random);

            var blocks = webVtt.split(file);

            assertThat(webVtt.join(blocks)).isEqualTo(file.replace('\0', '\uFFFD'));
        });
    }

    @Test
    void blocks_have_no_blank_line_and_no_line_terminator_at_the_end() {
        Seeds.each(5_000, random -> {
            var blocks = webVtt.split(RandomFiles.file(random));

            assertThat(blocks).isNotEmpty().allSatisfy(block -> {
                assertThat(block.content().text()).isNotEmpty().doesNotEndWith("\n");
                assertThat(block.content().text()).doesNotEndWith("\r");
                assertThat(Line.of(block.content().text())).noneMatch(Line::isBlank);
            });
        });
    }

    @Test
    void after_one_edit_only_that_block_differs_and_the_file_splits_at_the_same_places() {
        Seeds.each(5_000, random -> {
            var file = RandomFiles.file(random).replace('\0', '\uFFFD');
            var before = webVtt.split(file);
            var at = random.nextInt(before.size());
            var after = new ArrayList<>(before);
            after.set(at, edited(before.get(at), random));

            var written = webVtt.join(after);

            assertThat(texts(webVtt.split(written))).isEqualTo(texts(after));
            assertThat(withoutTerminators(written)).isEqualTo(withoutTerminators(joined(after)));
            assertThat(written).startsWith(joined(before.subList(0, Math.max(0, at - 1))));
            assertThat(written).endsWith(joined(before.subList(Math.min(at + 2, before.size()), before.size())));
        });
    }

    private Block edited(Block block, Random random) {
        return Stream.generate(() -> new Content(RandomFiles.block(random)))
                .limit(50)
                .filter(next -> accepts(block, next))
                .findFirst()
                .map(block::with)
                .orElse(block);
    }

    private boolean accepts(Block block, Content next) {
        try {
            webVtt.validate(block, next);
            return true;
        } catch (InvalidContent e) {
            return false;
        }
    }

    @Test
    void after_deletes_moves_and_inserts_the_file_splits_at_the_same_places() {
        Seeds.each(5_000, random -> {
            var blocks = new ArrayList<>(webVtt.split(RandomFiles.file(random)));
            for (var i = random.nextInt(4); i >= 0; i--) {
                rearrange(blocks, random);
            }

            var written = webVtt.join(blocks);

            assertThat(texts(webVtt.split(written))).isEqualTo(texts(blocks));
        });
    }

    private void rearrange(List<Block> blocks, Random random) {
        var to = 1 + random.nextInt(blocks.size());
        if (random.nextBoolean() && blocks.size() > 1) {
            var taken = blocks.remove(1 + random.nextInt(blocks.size() - 1));
            if (random.nextBoolean()) {
                blocks.add(Math.min(to, blocks.size()), taken);
            }
        } else {
            blocks.add(to, webVtt.compose(new Content("id\n00:00.000 --> 00:01.000\nnew")));
        }
    }

    @Test
    void every_block_of_a_file_has_its_kind() {
        var file = "WEBVTT a title\nmore of it\n\nSTYLE\n::cue {}\n\nREGION\nid:a\n\nNOTE b\n\nc\nd\n\n"
                + "1\n00:00.000 --> 00:01.000\ntext\n\nSTYLE\n::cue {}\n\nNOTE\n00:02.000 --> 00:03.000";

        var blocks = webVtt.split(file);

        assertThat(blocks)
                .extracting(Block::kind, block -> block.content().text())
                .containsExactly(
                        tuple(SegmentKind.HEADER, "WEBVTT a title\nmore of it"),
                        tuple(SegmentKind.STYLE, "STYLE\n::cue {}"),
                        tuple(SegmentKind.REGION, "REGION\nid:a"),
                        tuple(SegmentKind.NOTE, "NOTE b"),
                        tuple(SegmentKind.OTHER, "c\nd"),
                        tuple(SegmentKind.CUE, "1\n00:00.000 --> 00:01.000\ntext"),
                        tuple(SegmentKind.OTHER, "STYLE\n::cue {}"),
                        tuple(SegmentKind.CUE, "NOTE\n00:02.000 --> 00:03.000"));
    }

    @Test
    void an_arrow_ends_the_block_before_it_even_without_a_blank_line() {
        var file = "WEBVTT\n00:00.000 --> 00:01.000\none\n00:01.000 --> 00:02.000\ntwo";

        var blocks = webVtt.split(file);

        assertThat(texts(blocks))
                .containsExactly("WEBVTT", "00:00.000 --> 00:01.000\none", "00:01.000 --> 00:02.000\ntwo");
        assertThat(webVtt.join(blocks)).isEqualTo(file);
    }

    @Test
    void a_blank_line_is_added_where_reading_would_no_longer_split() {
        var blocks = new ArrayList<>(
                webVtt.split("WEBVTT\r\n\r\n00:00.000 --> 00:01.000\r\none\r\n00:01.000 --> 00:02.000\r\ntwo"));
        var second = WebVtt.CUES.rewrite(blocks.get(2).content(), CuePatch.NOTHING.withIdentifier("2"));
        blocks.set(2, blocks.get(2).with(second));
        blocks.add(webVtt.compose(new Content("00:02.000 --> 00:03.000\nthree")));

        var written = webVtt.join(blocks);

        assertThat(written)
                .isEqualTo("WEBVTT\r\n\r\n00:00.000 --> 00:01.000\r\none\r\n\r\n2\r\n00:01.000 --> 00:02.000\r\ntwo"
                        + "\r\n\r\n00:02.000 --> 00:03.000\nthree");
    }

    @Test
    void only_line_feeds_and_carriage_returns_end_a_line() {
        var text = "a\u000Bb\fc\u0085d\u2028e\u2029f";

        var blocks = webVtt.split("WEBVTT\n\n00:00.000 --> 00:01.000\n" + text);

        assertThat(WebVtt.CUES.parse(blocks.get(1).content()).orElseThrow().text())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\uFEFF",
                "WEBVT",
                "WEBVTTX",
                " WEBVTT",
                "\nWEBVTT",
                "webvtt",
                "\uFEFF\uFEFFWEBVTT",
                "WEBVTT\f"
            })
    void a_file_without_the_signature_is_refused_with_its_place(String file) {
        assertThatThrownBy(() -> webVtt.split(file)).isInstanceOfSatisfying(InvalidContent.class, refused -> {
            assertThat(refused.line()).isEqualTo(1);
            assertThat(refused.column()).isEqualTo(1);
            assertThat(refused.reason()).contains("WEBVTT");
        });
    }

    private static List<String> texts(List<Block> blocks) {
        return blocks.stream().map(block -> block.content().text()).toList();
    }

    private static String joined(List<Block> blocks) {
        var text = new StringBuilder();
        blocks.forEach(block -> text.append(block.content().text()).append(block.separator()));
        return text.toString();
    }

    private static String withoutTerminators(String text) {
        return text.replace("\n", "").replace("\r", "");
    }
}
