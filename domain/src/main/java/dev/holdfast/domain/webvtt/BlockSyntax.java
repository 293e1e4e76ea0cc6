package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.SegmentKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The syntax check of one block (WebVTT §4). */
final class BlockSyntax {

    private static final String EXPECTED = "expected a cue (its first or second line as \"start --> end\"), or a block"
            + " that begins with NOTE, STYLE or REGION; found %s";

    private final String text;
    private final List<Line> lines;

    BlockSyntax(Content content) {
        this.text = content.text();
        this.lines = Line.of(text);
    }

    /**
     * The kind of block that its author intends.
     *
     * @throws InvalidContent if the kind is unclear, or if it is a second header
     */
    SegmentKind intended() {
        if (lines.isEmpty() || lines.get(0).isBlank()) {
            return SegmentKind.OTHER;
        }
        var block = Lines.blockAt(lines, 0);
        if (block.claimsTimings() && block.kind(false) == SegmentKind.CUE) {
            return SegmentKind.CUE;
        }
        if (BlockReader.hasSignature(text)) {
            throw new InvalidContent("the document has its header already; expected one block that follows it", 1, 1);
        }
        if (block.isNote()) {
            return SegmentKind.NOTE;
        }
        if (block.isStyle()) {
            return SegmentKind.STYLE;
        }
        if (block.isRegion()) {
            return SegmentKind.REGION;
        }
        if (!block.claimsTimings()) {
            throw new InvalidContent(EXPECTED.formatted(Quoted.of(block.first().text())), 1, 1);
        }
        return SegmentKind.CUE;
    }

    /** The flaws that it has as a block of a kind, in the order of the text. */
    List<Flaw> flaws(SegmentKind kind) {
        var broken = notOneBlock(kind);
        return broken.isPresent() ? List.of(broken.get()) : flaws(kind, new Lines(lines));
    }

    private Optional<Flaw> notOneBlock(SegmentKind kind) {
        if (lines.isEmpty()) {
            return Optional.of(flaw(0, "the block is empty; delete it instead"));
        }
        for (var line : lines) {
            if (line.isBlank()) {
                return Optional.of(flaw(line.start(), "a blank line ends the block; remove it"));
            }
        }
        var block = kind == SegmentKind.HEADER ? Lines.header(lines) : Lines.blockAt(lines, 0);
        if (block.size() < lines.size()) {
            var reason = "\"-->\" begins another cue here; write it as \"--&gt;\"";
            return Optional.of(flaw(lines.get(block.size()).arrow(), reason));
        }
        if (!block.last().terminator().isEmpty()) {
            return Optional.of(flaw(block.last().end(), "the line break after the block is not part of it; remove it"));
        }
        return Optional.empty();
    }

    private List<Flaw> flaws(SegmentKind kind, Lines block) {
        return switch (kind) {
            case CUE -> cueFlaws(block);
            case HEADER ->
                BlockReader.hasSignature(text) ? List.of() : List.of(flaw(0, BlockReader.signatureReason(lines)));
            case NOTE -> flawsUnless(block.isNote(), "NOTE", block);
            case STYLE -> flawsUnless(block.isStyle() && block.size() > 1, "STYLE and a style sheet below it", block);
            case REGION -> regionFlaws(block);
            case TEXT, OTHER ->
                block.kind(false) == SegmentKind.CUE
                        ? List.of(flaw(0, "the block would become a cue; delete it and insert the cue instead"))
                        : List.of();
        };
    }

    private static List<Flaw> cueFlaws(Lines block) {
        if (block.claimsTimings()) {
            return new TimingSyntax(block.timings()).flaws();
        }
        var found = Quoted.of(block.first().text());
        return List.of(flaw(0, "expected the times of the cue as \"start --> end\", found " + found));
    }

    private static List<Flaw> flawsUnless(boolean begins, String expected, Lines block) {
        if (!begins) {
            var found = Quoted.of(block.first().text());
            return List.of(flaw(0, "expected a block that begins with %s, found %s".formatted(expected, found)));
        }
        return block.claimsTimings()
                ? List.of(flaw(block.timings().arrow(), "\"-->\" cannot stand in this block; remove it"))
                : List.of();
    }

    private static List<Flaw> regionFlaws(Lines block) {
        var flaws = new ArrayList<>(
                flawsUnless(block.isRegion() && block.size() > 1, "REGION and its settings below it", block));
        if (!flaws.isEmpty()) {
            return flaws;
        }
        var names = new HashSet<String>();
        for (var line : block.lines().subList(1, block.size())) {
            var cursor = Cursor.at(line.text(), 0);
            while (!cursor.skipWhitespace().isAtEnd()) {
                var index = line.start() + cursor.position();
                SettingSyntax.ofRegion(cursor.word(), index, names).ifPresent(flaws::add);
            }
        }
        return flaws;
    }

    /** A flaw that a block has only if it is not one block of its kind, so that no stored block has it. */
    private static Flaw flaw(int index, String reason) {
        return new Flaw("structure", index, reason);
    }
}
