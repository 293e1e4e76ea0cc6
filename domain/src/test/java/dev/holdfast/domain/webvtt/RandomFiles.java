package dev.holdfast.domain.webvtt;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes WebVTT files as no person would write them: every file of the format may come, and many that strain it. */
final class RandomFiles {

    private static final List<String> TERMINATORS = List.of("\n", "\n", "\r", "\r\n");

    /** Lines that mean something to a parser, lines that nearly do, and characters that Java takes for white space. */
    private static final List<String> LINES = List.of(
            "WEBVTT",
            "WEBVTT - a title",
            "NOTE",
            "NOTE a comment",
            "NOTES",
            "STYLE",
            "STYLE ",
            "::cue { color: red }",
            "REGION",
            "id:fred width:40%",
            "1",
            "an identifier",
            "00:00.000 --> 00:01.000",
            "00:00:01.000 --> 00:00:02.000 align:start line:0",
            "100:00:00.000 --> 123456:59:59.999",
            "\t00:03.000-->00:02.000\tregion:fred",
            "00:00.000 -->",
            "-->",
            "a --> b",
            "--&gt;",
            "Some words.",
            "<v Joe>Hello</v> <00:00.500>there",
            "Tom & Jerry",
            " ",
            "\t",
            "\u000B",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\0",
            "a\0b",
            "\uD83D\uDE00",
            "日本語");

    private RandomFiles() {}

    static String file(Random random) {
        var header = random.nextInt(3) == 0 ? "\uFEFFWEBVTT" : "WEBVTT";
        return header + one(random, List.of("", " ", "\ttitle", " \0")) + after(random);
    }

    /** Text that could be a block, though most of it is none. */
    static String block(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> one(random, LINES).replace('\0', '\uFFFD'))
                .collect(Collectors.joining(one(random, TERMINATORS)));
    }

    private static String after(Random random) {
        var text = new StringBuilder();
        for (var i = random.nextInt(20); i > 0; i--) {
            text.append(terminators(random)).append(one(random, LINES));
        }
        return text.append(random.nextBoolean() ? terminators(random) : "").toString();
    }

    private static String terminators(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> one(random, TERMINATORS))
                .collect(Collectors.joining());
    }

    static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
