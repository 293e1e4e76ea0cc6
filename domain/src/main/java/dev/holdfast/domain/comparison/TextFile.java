package dev.holdfast.domain.comparison;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.SegmentKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A file of text that came back, divided as its document is. A segment is one paragraph or several; which of them a paragraph of the
 * file belongs to follows from the alignment of all paragraphs.
 *
 * @param blocks the segments that the file has
 * @param alignment the origin of each of them
 */
public record TextFile(List<Block> blocks, FileAlignment alignment) {

    private static final Pattern BLANK_LINES = Pattern.compile("\\n(?:[ \\t]*+\\n)++");
    private static final int NONE = -1;

    public TextFile {
        blocks = List.copyOf(blocks);
    }

    /** Part of a text between blank lines. */
    private record Paragraph(int start, int end, int owner) {}

    /**
     * Divides a file. If the document has one segment the file is that segment.
     *
     * @param base the segments of the exported file
     * @param file the file
     */
    public static TextFile of(List<Block> base, String file) {
        var text = withLineFeeds(file);
        if (base.size() == 1) {
            var origin = new Origin(OptionalInt.of(0), List.of(), OptionalInt.empty(), false);
            return new TextFile(List.of(block(text)), new FileAlignment(List.of(origin), List.of()));
        }
        var known = new ArrayList<Block>();
        var owners = new ArrayList<Integer>();
        for (var i = 0; i < base.size(); i++) {
            var content = withLineFeeds(base.get(i).content().text());
            for (var paragraph : paragraphs(content)) {
                known.add(block(content.substring(paragraph.start(), paragraph.end())));
                owners.add(i);
            }
        }
        var found = paragraphs(text);
        var blocks = found.stream()
                .map(paragraph -> block(text.substring(paragraph.start(), paragraph.end())))
                .toList();
        var aligned = FileAlignment.of(known, blocks, Optional.empty());
        return of(text, base.size(), owned(found, aligned, owners), aligned, new HashSet<>(owners));
    }

    /** A text whose lines end with LF, without line terminators at its end. */
    static String withLineFeeds(String text) {
        var mark = text.startsWith("\uFEFF") ? 1 : 0;
        return text.substring(mark).replace("\r\n", "\n").replace('\r', '\n').replaceAll("\\n++\\z", "");
    }

    private static Block block(String text) {
        return Block.of(SegmentKind.TEXT, new Content(text.replace('\0', '\uFFFD')));
    }

    private static List<Paragraph> paragraphs(String text) {
        var paragraphs = new ArrayList<Paragraph>();
        var gaps = BLANK_LINES.matcher(text);
        var start = 0;
        while (gaps.find()) {
            add(text, start, gaps.start(), paragraphs);
            start = gaps.end();
        }
        add(text, start, text.length(), paragraphs);
        return paragraphs;
    }

    private static void add(String text, int start, int end, List<Paragraph> paragraphs) {
        if (!text.substring(start, end).isBlank()) {
            paragraphs.add(new Paragraph(start, end, NONE));
        }
    }

    /** The paragraphs with their segments; a new one between two of one segment belongs to it. */
    private static List<Paragraph> owned(List<Paragraph> found, FileAlignment aligned, List<Integer> owners) {
        var next = new int[found.size() + 1];
        next[found.size()] = NONE;
        for (var j = found.size() - 1; j >= 0; j--) {
            var base = aligned.origins().get(j).base();
            next[j] = base.isPresent() ? owners.get(base.getAsInt()) : next[j + 1];
        }
        var owned = new ArrayList<Paragraph>();
        var before = NONE;
        for (var j = 0; j < found.size(); j++) {
            var isKnown = aligned.origins().get(j).base().isPresent();
            var owner = isKnown || before == next[j] ? next[j] : NONE;
            before = isKnown ? owner : before;
            owned.add(new Paragraph(found.get(j).start(), found.get(j).end(), owner));
        }
        return owned;
    }

    private static TextFile of(
            String text, int segments, List<Paragraph> owned, FileAlignment aligned, Set<Integer> written) {
        var blocks = new ArrayList<Block>();
        var origins = new ArrayList<Origin>();
        var seen = new HashSet<Integer>();
        for (var j = 0; j < owned.size(); ) {
            var first = owned.get(j);
            var isMoved = aligned.origins().get(j).moved();
            var last = j;
            while (first.owner() != NONE
                    && last + 1 < owned.size()
                    && owned.get(last + 1).owner() == first.owner()) {
                last++;
            }
            var isKnown = first.owner() != NONE && seen.add(first.owner());
            blocks.add(block(text.substring(first.start(), owned.get(last).end())));
            origins.add(new Origin(
                    isKnown ? OptionalInt.of(first.owner()) : OptionalInt.empty(),
                    List.of(),
                    OptionalInt.empty(),
                    isKnown && isMoved));
            j = last + 1;
        }
        var deleted = IntStream.range(0, segments)
                .filter(i -> written.contains(i) && !seen.contains(i))
                .boxed()
                .toList();
        return new TextFile(blocks, new FileAlignment(origins, deleted));
    }
}
