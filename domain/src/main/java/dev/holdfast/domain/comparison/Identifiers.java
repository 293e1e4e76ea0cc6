package dev.holdfast.domain.comparison;

import dev.holdfast.domain.cue.Cue;
import java.util.List;
import java.util.regex.Pattern;

/** The identifiers in a file that came back. Programs that edit captions number them, or leave identifiers out. */
public final class Identifiers {

    private static final Pattern COUNTER = Pattern.compile("[0-9]++");

    private Identifiers() {}

    /** True if the file has identifiers that people gave: one at least is no number. Otherwise they say nothing. */
    public static boolean areGiven(List<Cue> file) {
        return file.stream()
                .flatMap(cue -> cue.identifier().stream())
                .anyMatch(identifier -> !COUNTER.matcher(identifier).matches());
    }
}
