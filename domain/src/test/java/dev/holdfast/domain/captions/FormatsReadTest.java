package dev.holdfast.domain.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.TooManySegments;
import dev.holdfast.domain.captions.ass.AdvancedSubStation;
import dev.holdfast.domain.captions.ttml.TimedText;
import dev.holdfast.domain.captions.whisper.WhisperJson;
import dev.holdfast.domain.format.FileReader;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.ReadOptions;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as their programs write them. */
final class FormatsReadTest {

    private static final WebVtt WEB_VTT = new WebVtt();

    private static String read(FileReader reader, String file) {
        assertThat(reader.recognises(file)).isTrue();
        return WEB_VTT.join(reader.read(file, ReadOptions.NONE, 1000).blocks());
    }

    @Test
    void lyrics_end_where_the_next_line_begins() {
        var file =
                "[ti:Song]\n[offset:500]\n[00:02.00][00:10.50]Again\n[00:04.00] One <00:05.00>two\n[00:06.00]\n[length:00:20]";

        assertThat(read(new Lyrics(), file)).isEqualTo("""
                WEBVTT

                00:00:01.500 --> 00:00:03.500
                Again

                00:00:03.500 --> 00:00:05.500
                One <00:00:04.500>two

                00:00:10.000 --> 00:00:19.500
                Again
                """);
    }

    @Test
    void a_script_has_styles_overrides_and_speakers() {
        var file = """
                [Script Info]
                Title: Film
                [V4+ Styles]
                Format: Name, Bold, Alignment
                Style: Default,0,2
                Style: Sign,-1,8
                [Events]
                Format: Layer, Start, End, Style, Name, Text
                Dialogue: 0,0:00:01.00,0:00:02.50,Default,Ann,One, {\\i1}two{\\i0}\\Nthree
                Dialogue: 0,0:00:03.00,0:00:04.00,Sign,,{\\pos(1,2)}{\\c&H00FFFF&}Exit
                Dialogue: 0,0:00:05.00,0:00:06.00,Default,,{\\p1}m 0 0 l 1 1{\\p0}
                Comment: 0,0:00:05.00,0:00:06.00,Default,,x
                """;

        assertThat(read(new AdvancedSubStation(), file)).isEqualTo("""
                WEBVTT

                00:00:01.000 --> 00:00:02.500
                <v Ann>One, <i>two</i>
                three</v>

                00:00:03.000 --> 00:00:04.000 line:0
                <c.yellow><b>Exit</b></c>
                """);
        assertThat(new AdvancedSubStation().read(file, ReadOptions.NONE, 9).dropped())
                .contains(Loss.METADATA, Loss.STYLES, Loss.POSITIONS, Loss.DRAWINGS, Loss.NOTES);
    }

    @Test
    void timed_text_has_relative_times_frames_styles_and_regions() {
        var file = """
                <?xml version="1.0"?>
                <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"
                    xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25">
                  <head><styling><style xml:id="s" tts:fontStyle="italic"/></styling>
                  <layout><region xml:id="top" tts:displayAlign="before"/></layout></head>
                  <body begin="10s"><div>
                    <p begin="00:00:01:05" dur="2s" region="top" style="s">Hello,
                      <br/>  <span tts:fontWeight="bold">you</span> &amp; me</p>
                    <p begin="5000ms" end="6s">Bye</p>
                  </div></body>
                </tt>
                """;

        assertThat(read(new TimedText(), file)).isEqualTo("""
                WEBVTT

                00:00:11.200 --> 00:00:13.200 line:0
                <i>Hello,
                </i><b><i>you</i></b><i> &amp; me</i>

                00:00:15.000 --> 00:00:16.000
                Bye
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE tt SYSTEM \"file:///etc/passwd\"><tt><body><div><p begin='1s' end='2s'>a</p></div></body></tt>",
                "<!DOCTYPE tt [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><tt><body><div><p begin='1s' end='2s'>a</p></div></body></tt>",
            })
    void a_document_type_is_not_read(String file) {
        var read = new TimedText().read(file, ReadOptions.NONE, 9);

        assertThat(WEB_VTT.join(read.blocks())).endsWith("\na\n");
    }

    @Test
    void an_entity_and_a_deep_document_are_refused() {
        var entity = "<!DOCTYPE tt [<!ENTITY x \"y\">]><tt><body><div><p begin='1s' end='2s'>&x;</p></div></body></tt>";
        var deep = "<tt>" + "<div>".repeat(100_000);

        assertThatThrownBy(() -> new TimedText().read(entity, ReadOptions.NONE, 9))
                .isInstanceOf(InvalidContent.class);
        assertThatThrownBy(() -> new TimedText().read(deep, ReadOptions.NONE, 9))
                .isInstanceOf(InvalidContent.class);
    }

    @Test
    void whisper_has_words_speakers_and_confidence() {
        var file = """
                {"segments": [
                  {"start": 0.5, "end": 2.25, "text": " Hello there.", "speaker": "SPEAKER_00", "words": [
                    {"word": "Hello", "start": 0.5, "end": 1.0, "score": 0.8},
                    {"word": "there.", "start": 1.1, "end": 2.25, "score": 0.6}]},
                  {"start": 3, "end": 4, "text": " Yes \\u00e9 <3"}
                ], "language": "en"}
                """;

        assertThat(read(new WhisperJson(), file)).isEqualTo("""
                WEBVTT

                NOTE confidence 0.70

                00:00:00.500 --> 00:00:02.250
                <v SPEAKER_00>Hello <00:00:01.100>there.</v>

                00:00:03.000 --> 00:00:04.000
                Yes é &lt;3
                """);
    }

    @Test
    void whisper_cpp_has_offsets() {
        var file = "{\"transcription\":[{\"timestamps\":{\"from\":\"00:00:00,000\",\"to\":\"00:00:02,000\"},"
                + "\"offsets\":{\"from\":0,\"to\":2000},\"text\":\" Hi\"}]}";

        assertThat(read(new WhisperJson(), file)).endsWith("00:00:00.000 --> 00:00:02.000\nHi\n");
    }

    @Test
    void a_transcript_is_spread_over_the_recording() {
        var text = "Ann: The ferry leaves at noon. It rains.\n\nNobody is on board.";
        var options = new ReadOptions(OptionalLong.of(60_000), true);

        var cues = new Transcript()
                .read(text, options, 99).blocks().stream()
                        .flatMap(block -> WebVtt.CUES.parse(block.content()).stream())
                        .toList();

        assertThat(cues)
                .extracting(cue -> cue.text())
                .containsExactly("<v Ann>The ferry leaves at noon.</v>", "<v Ann>It rains.</v>", "Nobody is on board.");
        assertThat(cues.get(0).startMillis()).isZero();
        assertThat(cues.get(2).endMillis()).isEqualTo(60_000);
    }

    @Test
    void a_transcript_is_written_with_speakers_and_times() {
        var blocks = WEB_VTT.split(
                "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hi\nyou\n\n00:03.000 --> 00:04.000\n<b>Oh</b>");

        var plain = new Transcript().write(blocks, WriteOptions.NONE);
        var timed = new Transcript().write(blocks, new WriteOptions(Optional.of(false), true));

        assertThat(plain.text()).isEqualTo("Ann: Hi\nyou\n\nOh\n");
        assertThat(plain.dropped()).containsExactly(Loss.TEXT_STYLES, Loss.TIMES);
        assertThat(timed.text()).isEqualTo("[00:00:01.000] Hi\nyou\n\n[00:00:03.000] Oh\n");
        assertThat(timed.dropped()).containsExactly(Loss.VOICES, Loss.TEXT_STYLES);
    }

    @Test
    void a_file_with_too_many_captions_is_refused() {
        var file = "0:00:01.000,0:00:02.000\na\n\n".repeat(5);

        assertThat(new Sbv().read(file, ReadOptions.NONE, 6).blocks()).hasSize(6);
        assertThatThrownBy(() -> new Sbv().read(file, ReadOptions.NONE, 5)).isInstanceOf(TooManySegments.class);
        assertThat(new Sbv().read(file, ReadOptions.NONE, 6).blocks().get(0).kind())
                .isEqualTo(SegmentKind.HEADER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<SAMI>\n<BODY>",
                "{1}{25}Hi",
                "Scenarist_SCC V1.0\n",
                "850STL25.01",
                "<!doctype html>",
                "PK\u0003\u0004x"
            })
    void a_file_that_is_not_read_is_named(String file) {
        assertThatThrownBy(() -> ForeignFormat.refuse(file)).hasMessageContaining("which Holdfast does not read");
    }
}
