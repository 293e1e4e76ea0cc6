package dev.holdfast.app;

import java.util.List;
import java.util.Locale;

/** Generator of realistic captions files. */
final class SampleCaptions {

    private static final List<String> LINES = List.of(
            "<v Mara>We should have left before the rain.",
            "- Did you hear that?\n- Hear what?",
            "[door creaks]",
            "<i>And nobody ever came back.</i>",
            "Tom & Jerry don't count.",
            "<c.loud>Run!</c> <00:00:01.500>Now!",
            "\u201CKyoto\u201D is <ruby>\u4EAC\u90FD<rt>\u304D\u3087\u3046\u3068</rt></ruby>.",
            "Well\u2026 \uD83D\uDE2C");
    private static final List<String> SETTINGS =
            List.of("", " line:0", " align:start position:10%", " region:fred", " line:85% size:60%");

    private SampleCaptions() {}

    /** A WebVTT file with this many cues, with identifiers, settings, comments, a style sheet and a region. */
    static String file(int cues) {
        var file = new StringBuilder("WEBVTT - The rain\nX-Made-By: hand\n\n")
                .append("STYLE\n::cue(.loud) {\n  font-weight: bold;\n}\n\n")
                .append(
                        "REGION\nid:fred\nwidth:40%\nlines:3\nregionanchor:0%,100%\nviewportanchor:10%,90%\nscroll:up\n\n");
        for (var i = 0; i < cues; i++) {
            if (i % 50 == 0) {
                file.append("NOTE\nScene ").append(i / 50 + 1).append(", checked twice\n\n");
            }
            var start = i * 3_000L + 500;
            if (i % 3 != 2) {
                file.append("cue-").append(i + 1).append('\n');
            }
            file.append(time(start))
                    .append(" --> ")
                    .append(time(start + 2_400))
                    .append(SETTINGS.get(i % SETTINGS.size()));
            file.append('\n').append(LINES.get(i % LINES.size()).replace("00:00:01.500", time(start + 1_000)));
            file.append("\n\n");
        }
        return file.toString();
    }

    private static String time(long millis) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1_000 % 60,
                millis % 1_000);
    }
}
