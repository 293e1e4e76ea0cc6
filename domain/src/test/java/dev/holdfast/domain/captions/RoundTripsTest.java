package dev.holdfast.domain.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.captions.StyledText.Moment;
import dev.holdfast.domain.captions.StyledText.Piece;
import dev.holdfast.domain.captions.StyledText.Run;
import dev.holdfast.domain.captions.ass.AdvancedSubStation;
import dev.holdfast.domain.captions.ttml.TimedText;
import dev.holdfast.domain.captions.whisper.WhisperJson;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.format.FileReader;
import dev.holdfast.domain.format.FileWriter;
import dev.holdfast.domain.format.ReadOptions;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.domain.subrip.SubRip;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a format can say comes back equal, and no file breaks its reader. */
final class RoundTripsTest {

    private static final List<String> WORDS = List.of(
            "Ferry", " ", "x & y", "a < b", "-->", "1", "{", "}", "\\", "\\N", "<i>", "&amp;", "ß", "日本", "[x]", "it's",
            "\"", "a, b", "]]>", "{\\an8}");

    private static final List<FileReader> READERS = List.of(
            new SubRip(),
            new Sbv(),
            new Lyrics(),
            new AdvancedSubStation(),
            new TimedText(),
            new WhisperJson(),
            new Transcript());

    /** Text, times and styles that a format can express. */
    private record Abilities(
            boolean hasStyles, boolean hasPlaces, boolean hasVoice, boolean hasMoments, boolean hasLines, int unit) {}

    @Test
    void sbv_comes_back() {
        comesBack(new Sbv(), new Sbv(), new Abilities(false, false, false, false, true, 1));
    }

    @Test
    void subrip_comes_back() {
        comesBack(new SubRip(), new SubRip(), new Abilities(true, true, false, false, true, 1));
    }

    @Test
    void lyrics_come_back() {
        comesBack(new Lyrics(), new Lyrics(), new Abilities(false, false, false, true, false, 10));
    }

    @Test
    void advanced_substation_comes_back() {
        var format = new AdvancedSubStation();

        comesBack(format, format, new Abilities(true, true, true, true, true, 10));
    }

    @Test
    void timed_text_comes_back() {
        comesBack(new TimedText(), new TimedText(), new Abilities(true, true, true, false, true, 1));
    }

    private static void comesBack(FileReader reader, FileWriter writer, Abilities abilities) {
        Seeds.each(1_000, random -> {
            var blocks = document(random, abilities);

            var written = writer.write(blocks, WriteOptions.NONE);
            var read = reader.read(written.text(), ReadOptions.NONE, 100);

            assertThat(written.dropped()).as(written.text()).isEmpty();
            assertThat(reader.recognises(written.text())).as(written.text()).isTrue();
            assertThat(read.dropped()).as(written.text()).isEmpty();
            assertThat(cues(read.blocks())).as(written.text()).isEqualTo(cues(blocks));
            var file = new WebVtt().join(read.blocks());
            assertThat(new WebVtt().split(file)).as(file).isEqualTo(read.blocks());
        });
    }

    private static List<Block> document(Random random, Abilities abilities) {
        var blocks = new ArrayList<Block>();
        blocks.add(Block.of(SegmentKind.HEADER, new Content("WEBVTT")));
        var time = random.nextInt(8_000_000) * 10L;
        for (var i = random.nextInt(4); i >= 0; i--) {
            var start = time + random.nextInt(3) * 1000L;
            time = start + (100 + random.nextInt(5000)) * (long) abilities.unit();
            var settings = abilities.hasPlaces() ? new Alignment(1 + random.nextInt(9)).settings() : "";
            var text = text(random, abilities, start).toCueText();
            var cue = new Cue(Optional.empty(), start, time, settings, text);
            blocks.add(Block.of(SegmentKind.CUE, WebVtt.CUES.write(cue)));
        }
        return blocks;
    }

    private static StyledText text(Random random, Abilities abilities, long start) {
        var voice = abilities.hasVoice() && random.nextBoolean() ? "Ann & Ben" : "";
        var pieces = new ArrayList<Piece>();
        pieces.add(new Run("a", style(random, abilities).withVoice(voice)));
        var moment = start;
        for (var i = random.nextInt(6); i > 0; i--) {
            if (abilities.hasMoments() && random.nextInt(3) == 0) {
                moment += 10L * (1 + random.nextInt(9));
                pieces.add(new Moment(moment));
            }
            var word = WORDS.get(random.nextInt(WORDS.size()));
            var text = abilities.hasLines() && random.nextInt(4) == 0 ? word + "\nb" : word;
            pieces.add(new Run(text, style(random, abilities).withVoice(voice)));
        }
        pieces.add(new Run("z", Style.PLAIN.withVoice(voice)));
        return new StyledText(pieces);
    }

    private static Style style(Random random, Abilities abilities) {
        return abilities.hasStyles() && random.nextBoolean()
                ? new Style(
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean() ? "yellow" : "",
                        "")
                : Style.PLAIN;
    }

    @Test
    void no_file_breaks_a_reader() {
        Seeds.each(5_000, random -> {
            var file = foreign(random);
            for (var reader : READERS) {
                assertThatCode(() -> reader.recognises(file)).doesNotThrowAnyException();
                try {
                    var read = reader.read(file, ReadOptions.NONE, 100);
                    assertThat(new WebVtt().split(new WebVtt().join(read.blocks())))
                            .as(file)
                            .isEqualTo(read.blocks());
                } catch (InvalidContent e) {
                    assertThat(e.line()).as(file).isPositive();
                }
            }
        });
    }

    private static String foreign(Random random) {
        var pieces = List.of(
                "00:00:01,000 --> 00:00:02,000",
                "0:00:01.000,0:00:02.000",
                "[00:01.00]",
                "<00:01.00>",
                "[Events]",
                "[V4+ Styles]",
                "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,",
                "{\\k5\\b1\\c&HFF&}",
                "\\N",
                "<tt><body><div>",
                "<p begin='1s' end='2s'>",
                "<span tts:color='red'>",
                "</p>",
                "</div></body></tt>",
                "&lt;",
                "&x;",
                "<!DOCTYPE tt [<!ENTITY x 'y'>]>",
                "{\"segments\":[",
                "{\"start\":1,\"end\":2,\"text\":\"a\"}",
                "]}",
                "\\ud800",
                "\n",
                "\r\n",
                "\r",
                " ",
                "\n\n",
                "words",
                "\u2028",
                "\0",
                "\uFEFF");
        var file = new StringBuilder();
        for (var i = random.nextInt(16); i >= 0; i--) {
            file.append(pieces.get(random.nextInt(pieces.size())));
        }
        return file.toString();
    }

    private static List<Cue> cues(List<Block> blocks) {
        return blocks.stream()
                .flatMap(block -> WebVtt.CUES.parse(block.content()).stream())
                .toList();
    }
}
