package dev.holdfast.memory;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes valid WebVTT files with a little of everything; every word of a file is there once. */
final class RandomCaptions {

    private final Random random;
    private int words;

    RandomCaptions(Random random) {
        this.random = random;
    }

    /** A file of 3 to 12 cues of the first half hour. */
    String file() {
        var terminator = one(List.of("\n", "\r\n", "\r"));
        var file = new StringBuilder(one(List.of("WEBVTT", "\uFEFFWEBVTT - a film", "WEBVTT\nX-Made-By: hand")));
        if (random.nextBoolean()) {
            file.append("\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:fred\nlines:3");
        }
        for (var start = random.nextInt(3_000); start < 40_000; start += 4_000 + random.nextInt(4_000)) {
            file.append("\n\n")
                    .append(random.nextInt(4) == 0 ? "NOTE " + word() + "\n\n" : "")
                    .append(cue(start));
        }
        return file.append(one(List.of("", "\n", "\n\n\n"))).toString().replace("\n", terminator);
    }

    /** A cue of 3 seconds. */
    String cue(int start) {
        return one(List.of("", word() + "\n"))
                + time(start) + " --> " + time(start + 3_000)
                + one(List.of("", " line:0", " align:start position:10%", " region:fred"))
                + "\n" + text(start);
    }

    private String text(int start) {
        return switch (random.nextInt(5)) {
            case 0 -> "<v Mara>" + words() + "</v>\n<v Tom>" + words();
            case 1 -> words() + " <i>" + words() + "</i>\n<b><u>" + words() + "</u> " + words() + "</b>";
            case 2 -> words() + " <" + time(start + 1_500) + ">" + words();
            case 3 -> words() + " &amp; " + words() + " \uD83D\uDE2C \u4EAC\u90FD";
            default -> "- " + words() + "\n- " + words();
        };
    }

    private String words() {
        return IntStream.range(0, 1 + random.nextInt(4)).mapToObj(i -> word()).collect(Collectors.joining(" "));
    }

    private String word() {
        return "w" + words++;
    }

    private String time(int millis) {
        return String.format(Locale.ROOT, "%02d:%02d.%03d", millis / 60_000, millis / 1_000 % 60, millis % 1_000);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
