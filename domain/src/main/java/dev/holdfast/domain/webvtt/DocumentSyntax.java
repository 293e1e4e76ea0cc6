package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The syntax check of a document (WebVTT §4); given its blocks one after another, since cues are compared with those before
 * them.
 */
final class DocumentSyntax {

    private final Set<String> identifiers = new HashSet<>();
    private final Set<String> regions = new HashSet<>();
    private long latestStart;

    List<Finding> findings(int index, Block block) {
        var flaws = new ArrayList<>(new BlockSyntax(block.content()).flaws(block.kind()));
        if (block.kind() == SegmentKind.OTHER) {
            flaws.add(unread(block));
        }
        if (block.kind() == SegmentKind.REGION) {
            Region.parse(block.content())
                    .filter(region -> !region.id().isEmpty() && !regions.add(region.id()))
                    .ifPresent(region ->
                            flaws.add(anotherRegion(region, block.content().text())));
        }
        if (block.kind() == SegmentKind.CUE) {
            WrittenCue.parse(block.content()).ifPresent(cue -> addCueFlaws(cue, flaws));
        }
        return Places.findings(index, block, flaws);
    }

    /** The flaw of a block that no player reads. */
    static Flaw unread(Block block) {
        var lines = Line.of(block.content().text());
        if (!lines.isEmpty() && Lines.blockAt(lines, 0).claimsTimings()) {
            var times = new TimingSyntax(Lines.blockAt(lines, 0).timings()).flaws();
            if (!times.isEmpty()) {
                return flaw(
                        times.get(0).index(),
                        "no player reads this block; " + times.get(0).reason());
            }
        }
        return flaw(
                0,
                "no player reads this block; expected a cue, or a block that begins with NOTE, or with STYLE"
                        + " or REGION before the first cue");
    }

    private void addCueFlaws(WrittenCue cue, List<Flaw> flaws) {
        cue.cue()
                .identifier()
                .filter(name -> !identifiers.add(name))
                .ifPresent(name -> flaws.add(flaw(
                        0, "expected an identifier that no earlier cue has, found %s".formatted(Quoted.of(name)))));
        var start = cue.timings().start();
        if (start.millis() < latestStart) {
            flaws.add(flaw(
                    cue.identifier().length(),
                    "expected cues in the order of their starts, found one that starts before an earlier one"));
        }
        latestStart = Math.max(latestStart, start.millis());
        addUnknownRegions(cue, flaws);
        flaws.addAll(new CueTextSyntax(cue).flaws());
    }

    private static Flaw anotherRegion(Region region, String text) {
        return flaw(
                text.indexOf("id:" + region.id()),
                "expected an identifier that no earlier region has, found %s".formatted(Quoted.of(region.id())));
    }

    private void addUnknownRegions(WrittenCue cue, List<Flaw> flaws) {
        var rest = cue.timings().rest();
        var start = cue.bodyStart() - rest.length();
        var cursor = Cursor.at(rest, 0);
        while (!cursor.skipWhitespace().isAtEnd()) {
            var index = start + cursor.position();
            var setting = Setting.parse(cursor.word());
            if (setting.name().equals("region") && !regions.contains(setting.value())) {
                var found = Quoted.of(setting.value());
                flaws.add(flaw(index, "expected the identifier of a region defined before, found %s".formatted(found)));
            }
        }
    }

    private static Flaw flaw(int index, String reason) {
        return new Flaw("document", index, reason);
    }
}
