package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes cues with all that their text can hold, well-formed or not. */
final class RandomCues {

    private static final List<String> PIECES = List.of(
            "a",
            "b c",
            "\n",
            "\r\n",
            "\r",
            " ",
            "&",
            "&amp;",
            "&lt",
            "&#10;",
            "&#x;",
            ";",
            ">",
            "-",
            "--",
            "<",
            "<b>",
            "<b>",
            "</b>",
            "<i.x>",
            "</i>",
            "<ruby>",
            "<rt>",
            "</rt>",
            "</ruby>",
            "<v Joe & Ann>",
            "<v\na&gt;b>",
            "</v>",
            "<lang en>",
            "<00:01.000>",
            "<00:00:02.000>",
            "<3:00:00.000>",
            "<bogus>",
            "</",
            "<c.",
            "\u00A0",
            "\uD83D\uDE00",
            "/",
            ".",
            "0");

    private RandomCues() {}

    /** A text; it may have blank lines and arrows, which no cue can hold. */
    static String text(Random random) {
        return IntStream.range(0, random.nextInt(16))
                .mapToObj(i -> RandomFiles.one(random, PIECES))
                .collect(Collectors.joining());
    }

    /** A block that is one cue, from 0.5 to 3 seconds. */
    static Content block(Random random) {
        var head = RandomFiles.one(random, List.of("", "id\n", "7\r\n"))
                + RandomFiles.one(random, List.of("00:00.500 --> ", "0:00:00.500\t-->  "))
                + RandomFiles.one(random, List.of("00:03.000", "00:00:03.000 align:start ", "00:03.000 bogus"));
        return Stream.generate(() -> new Content(head + terminated(text(random), random)))
                .filter(block -> !new BlockSyntax(block)
                        .flaws(SegmentKind.CUE).stream()
                                .anyMatch(flaw -> flaw.kind().equals("structure")))
                .findFirst()
                .orElseThrow();
    }

    private static String terminated(String text, Random random) {
        return text.isEmpty() ? "" : RandomFiles.one(random, List.of("\n", "\r", "\r\n")) + text;
    }

    /** Each character that a reader sees, with the spans that it is in. */
    static List<String> seen(Cue cue) {
        var open = new ArrayDeque<String>();
        var seen = new ArrayList<String>();
        for (var part : CueText.parse(cue.text()).parts()) {
            if (part instanceof CuePart.Opening opening) {
                open.push(opening.span().tag() + opening.classes() + opening.annotation());
            } else if (part instanceof CuePart.Closing) {
                open.pop();
            } else if (part instanceof CuePart.Words words) {
                words.characters()
                        .chars()
                        .filter(unit -> !Cursor.isWhitespace((char) unit))
                        .forEach(unit -> seen.add((char) unit + " in " + open));
            }
        }
        return seen;
    }
}
