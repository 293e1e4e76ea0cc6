package dev.holdfast.domain.captions;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.TooManySegments;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.format.ReadFile;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The WebVTT document that is made of a captions file, caption by caption. For use once. */
public final class ImportedCaptions {

    private static final String BETWEEN = "\n\n";

    /** The characters that tell a format, a license or a header of metadata included. */
    private static final int BEGINNING = 10_000;

    private final int maxBlocks;
    private final List<Block> blocks = new ArrayList<>();
    private final Set<Loss> dropped = new LinkedHashSet<>();

    /**
     * @param maxBlocks the most blocks, with the header
     */
    public ImportedCaptions(int maxBlocks) {
        this.maxBlocks = maxBlocks;
        blocks.add(new Block(SegmentKind.HEADER, new Content("WEBVTT"), BETWEEN));
    }

    /**
     * A file's text as it can be stored, without a byte order mark.
     *
     * @throws InvalidContent if it holds a character that cannot be stored
     */
    public static String storable(String file) {
        var text = new Content(file.replace('\0', '\uFFFD')).text();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The beginning of a file without its byte order mark, from which its format can be told. */
    public static String beginning(String file) {
        var start = file.startsWith("\uFEFF") ? 1 : 0;
        return file.substring(start, Math.min(file.length(), start + BEGINNING));
    }

    /**
     * Adds a caption. Line breaks at either end of its text are left out.
     *
     * @throws TooManySegments if there are more than there may be
     */
    public void add(long startMillis, long endMillis, String settings, StyledText text) {
        add(new Cue(Optional.empty(), startMillis, endMillis, settings, trimmed(text.toCueText())));
    }

    /** Adds a caption. */
    public void add(Cue cue) {
        add(SegmentKind.CUE, WebVtt.CUES.write(cue));
    }

    /** Adds a comment of one line. */
    public void addNote(String line) {
        add(SegmentKind.NOTE, new Content("NOTE " + line));
    }

    private void add(SegmentKind kind, Content content) {
        if (blocks.size() >= maxBlocks) {
            throw new TooManySegments(maxBlocks);
        }
        blocks.add(new Block(kind, content, BETWEEN));
    }

    private static String trimmed(String text) {
        return text.replaceAll("^(?:&#10;|\\n)++|(?:&#10;|\\n)++$", "");
    }

    /** Notes that the document lacks a part of the file. */
    public void drop(Loss loss) {
        dropped.add(loss);
    }

    /** The parts that the document lacks. */
    public Set<Loss> dropped() {
        return dropped;
    }

    /** True if there is no caption yet. */
    public boolean isEmpty() {
        return blocks.size() == 1;
    }

    /** The document. */
    public ReadFile file() {
        var last = blocks.size() - 1;
        blocks.set(last, blocks.get(last).followedBy("\n"));
        return new ReadFile(blocks, List.copyOf(dropped));
    }
}
