package dev.holdfast.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A generated WebVTT file, the same for every run. */
final class CaptionsFile {

    private static final int BYTES = 10_000_000;

    private CaptionsFile() {}

    static String text() {
        var file = new StringBuilder("WEBVTT\n");
        for (var i = 0; file.length() < BYTES; i++) {
            var start = i * 3_600L;
            file.append(
                    "\n%d\n%s --> %s%s\n<v Speaker %d>Some words of caption number %d,\n<i>and as many</i> &amp; more\n"
                            .formatted(
                                    i + 1,
                                    time(start),
                                    time(start + 3_000),
                                    i % 7 == 0 ? " line:0 align:start" : "",
                                    i % 5,
                                    i));
        }
        return file.toString();
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String time(long millis) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                millis % 1000);
    }
}
