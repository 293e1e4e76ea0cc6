package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CheckRule;
import dev.holdfast.domain.cue.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The checks for what conversions and segmenters of streams leave behind in a file. */
final class Leftovers {

    private static final Pattern MAP = Pattern.compile("(?:X-)?TIMESTAMP-MAP=(.*)");
    private static final Pattern STREAM_TIME = Pattern.compile("MPEGTS:(\\d{1,11})");
    private static final Pattern LOCAL_TIME = Pattern.compile("LOCAL:([\\d:.]{1,20})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final int STREAM_TICKS_PER_MILLI = 90;

    private Leftovers() {}

    static List<Finding> findings(List<Block> blocks) {
        var findings = new ArrayList<Finding>();
        var cues = 0;
        for (var i = 0; i < blocks.size(); i++) {
            var block = blocks.get(i);
            if (block.kind() == SegmentKind.HEADER) {
                timestampMap(i, block.content()).ifPresent(findings::add);
            }
            if (block.kind() == SegmentKind.CUE) {
                cues++;
                if (i + 1 < blocks.size() && isStrayNumber(block, blocks.get(i + 1), cues + 1)) {
                    var line = Line.of(block.content().text()).size();
                    findings.add(
                            found(
                                    i,
                                    CheckRule.STRAY_NUMBER,
                                    line,
                                    "the last line is the number of the next caption; expected it before that caption, or not at all"));
                }
            }
        }
        return findings;
    }

    private static Optional<Finding> timestampMap(int index, Content header) {
        var lines = Line.of(header.text());
        for (var i = 1; i < lines.size(); i++) {
            var map = MAP.matcher(lines.get(i).text());
            if (map.matches()) {
                return Optional.of(found(index, CheckRule.TIMESTAMP_MAP, i + 1, mapped(map.group(1))));
            }
        }
        return Optional.empty();
    }

    private static String mapped(String map) {
        var stream = STREAM_TIME.matcher(map);
        var local = LOCAL_TIME.matcher(map);
        var start = local.find() ? Timestamp.collect(Cursor.at(local.group(1), 0)) : Optional.<Timestamp>empty();
        if (!stream.find() || start.isEmpty()) {
            return "the header maps the times to those of a stream, in a way that cannot be read; expected LOCAL: with a time, and MPEGTS: with a number";
        }
        var shift = Long.parseLong(stream.group(1)) / STREAM_TICKS_PER_MILLI
                - start.get().millis();
        return "the header moves all times by %s s where the file is played as part of a stream; expected a file for itself to have no such line"
                .formatted(String.format(Locale.ROOT, "%+.3f", shift / 1000.0));
    }

    /** True if the text of a cue ends with the number of the next cue, which has no identifier. */
    private static boolean isStrayNumber(Block block, Block next, int ordinal) {
        if (next.kind() != SegmentKind.CUE) {
            return false;
        }
        return WrittenCue.parse(block.content())
                .filter(cue -> WrittenCue.parse(next.content())
                        .filter(following -> following.identifier().isEmpty())
                        .isPresent())
                .filter(cue -> endsWithNumber(cue, ordinal))
                .isPresent();
    }

    private static boolean endsWithNumber(WrittenCue cue, int ordinal) {
        var lines = Line.of(cue.payload());
        if (lines.size() < 2) {
            return false;
        }
        var last = Cursor.strip(lines.get(lines.size() - 1).text());
        return NUMBER.matcher(last).matches()
                && (Integer.parseInt(last) == ordinal
                        || cue.cue()
                                .identifier()
                                .filter(name -> NUMBER.matcher(name).matches())
                                .filter(name -> Integer.parseInt(name) + 1 == Integer.parseInt(last))
                                .isPresent());
    }

    private static Finding found(int index, CheckRule rule, int line, String message) {
        return new Finding(index, rule, line, 1, Optional.empty(), message);
    }
}
