package dev.holdfast.benchmark.server;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Generated WebVTT files. */
final class Captions {

    private Captions() {}

    static byte[] file(int captions) {
        var file = new StringBuilder("WEBVTT\n");
        for (var number = 0; number < captions; number++) {
            file.append("\n%s --> %s\nA caption that is one line long, number %d\n"
                    .formatted(time(number * 3L), time(number * 3L + 2), number));
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String time(long seconds) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d.000", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
