package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.CheckRule;
import dev.holdfast.domain.cue.CuePatch;
import dev.holdfast.domain.cue.Finding;
import dev.holdfast.domain.cue.Fix;
import dev.holdfast.domain.cue.ShownCue;
import dev.holdfast.domain.cue.ShownCue.ShownLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fixes of findings. A fix that would add a flaw to its block is none. */
final class Fixes {

    private static final Pattern SPACES = Pattern.compile("(?<=[^ \\n]) {2,}(?=[^ \\n])");

    private final List<Block> blocks;
    private final CheckProfile profile;
    private final TimeFixes times;

    /** Fixes by block and rule, since one block can have thousands of findings. */
    private final Map<Place, Optional<Fix>> known = new HashMap<>();

    private final Map<Integer, Optional<Repair>> repairs = new HashMap<>();

    private record Place(int index, CheckRule rule) {}

    /**
     * Repair of the syntax of a block.
     *
     * @param ended the flaws, by their words, of which the block has fewer after it
     */
    private record Repair(Fix fix, Set<String> ended) {}

    /**
     * @param cues the cues among the blocks, in order
     */
    Fixes(List<Block> blocks, List<ShownCue> cues, CheckProfile profile) {
        this.blocks = blocks;
        this.profile = profile;
        this.times = new TimeFixes(cues, profile);
    }

    /** The findings, with a fix where there is one. */
    List<Finding> addedTo(List<Finding> findings) {
        return findings.stream()
                .map(finding -> fix(finding).map(finding::with).orElse(finding))
                .toList();
    }

    private Optional<Fix> fix(Finding finding) {
        if (finding.rule() == CheckRule.SYNTAX) {
            return repairs.computeIfAbsent(finding.index(), this::repair)
                    .filter(repair -> repair.ended().contains(finding.message()))
                    .map(Repair::fix);
        }
        return known.computeIfAbsent(new Place(finding.index(), finding.rule()), this::fix);
    }

    private Optional<Fix> fix(Place place) {
        var index = place.index();
        return switch (place.rule()) {
            case CHARACTERS_PER_LINE, LINES ->
                rewritten(
                        index,
                        payload -> LineBreaks.within(profile.text(), payload).filter(this::isShownWithinLimits));
            case DOUBLE_SPACE -> rewritten(index, Fixes::withSingleSpaces);
            case STRAY_NUMBER ->
                rewritten(index, payload -> Optional.of(payload.substring(0, payload.lastIndexOf('\n'))));
            case EMPTY -> Optional.of(new Fix.Deletion(index));
            case MIN_DURATION, CHARACTERS_PER_SECOND -> retimed(times.longer(index));
            case GAP, OVERLAP -> retimed(times.endingBefore(index));
            case SYNTAX, MAX_DURATION, TIMESTAMP_MAP -> Optional.empty();
        };
    }

    /** False if references to line breaks make more lines than are written. */
    private boolean isShownWithinLimits(String payload) {
        var lines = ShownText.of(CueText.parse(payload)).lines();
        return lines.size() <= profile.text().maxLines()
                && lines.stream()
                        .allMatch(line -> new ShownLine(line, 1).characters()
                                <= profile.text().maxCharacters());
    }

    /** Empty if tags stand between the spaces. */
    private static Optional<String> withSingleSpaces(String payload) {
        var next = SPACES.matcher(payload).replaceAll(" ");
        return ShownText.of(CueText.parse(next)).lines().stream().anyMatch(line -> line.contains("  "))
                ? Optional.empty()
                : Optional.of(next);
    }

    /** Rewriting of a payload, its lines joined by LF. */
    private interface Rewriting {
        Optional<String> of(String payload);
    }

    private Optional<Fix> rewritten(int index, Rewriting rewriting) {
        var cue = WrittenCue.of(blocks.get(index).content());
        return rewriting
                .of(cue.payload())
                .flatMap(payload -> replacement(
                        index, cue.with(CuePatch.NOTHING.withText(payload)).write()));
    }

    private Optional<Fix> retimed(Optional<ShownCue> cue) {
        return cue.flatMap(shown -> {
            var written = WrittenCue.of(blocks.get(shown.index()).content());
            var timings = written.timings().at(shown.startMillis(), shown.endMillis());
            return replacement(shown.index(), new WrittenCue(written.identifier(), timings, written.body()).write());
        });
    }

    private Optional<Repair> repair(int index) {
        var block = blocks.get(index);
        return switch (block.kind()) {
            case CUE ->
                WrittenCue.parse(block.content())
                        .map(SyntaxRepair::repaired)
                        .flatMap(content -> replacement(index, content)
                                .map(fix -> new Repair(fix, ended(block, Block.of(SegmentKind.CUE, content)))));
            case OTHER ->
                SyntaxRepair.cueOf(block.content())
                        .filter(cue -> flaws(Block.of(SegmentKind.CUE, cue)).isEmpty())
                        .map(cue -> new Repair(
                                new Fix.NewCue(index, cue),
                                Set.of(DocumentSyntax.unread(block).reason())));
            default -> Optional.empty();
        };
    }

    private static Set<String> ended(Block before, Block after) {
        var left = counts(flaws(after));
        return counts(flaws(before)).entrySet().stream()
                .filter(flaw -> left.getOrDefault(flaw.getKey(), 0L) < flaw.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Map<String, Long> counts(List<Flaw> flaws) {
        return flaws.stream().collect(Collectors.groupingBy(Flaw::reason, Collectors.counting()));
    }

    private Optional<Fix> replacement(int index, Content content) {
        var block = blocks.get(index);
        return content.equals(block.content())
                        || Flaw.firstNew(flaws(block), flaws(Block.of(block.kind(), content)))
                                .isPresent()
                ? Optional.empty()
                : Optional.of(new Fix.Replacement(index, content));
    }

    /** The flaws of a block by itself, those of a cue's text included. */
    private static List<Flaw> flaws(Block block) {
        var flaws = new ArrayList<>(new BlockSyntax(block.content()).flaws(block.kind()));
        if (block.kind() == SegmentKind.CUE) {
            WrittenCue.parse(block.content()).ifPresent(cue -> flaws.addAll(new CueTextSyntax(cue).flaws()));
        }
        return flaws;
    }
}
