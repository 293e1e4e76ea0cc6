package dev.holdfast.domain.comparison;

import java.util.List;

/**
 * Aligns the blocks of a gap by their likeness: words in common and time in common. The alignment of the highest sum is found by dynamic
 * programming (Needleman and Wunsch, 1970), near the diagonal where the gap is large, so that the work is bounded.
 */
final class AlikeBlocks {

    /** The most blocks that one is split into, or that are joined to one. */
    static final int MAX_PARTS = 4;

    private static final double LIKE_WORDS = 0.4;
    private static final double LIKE_TIMES = 0.6;
    private static final double WEIGHT_OF_TIMES = 0.5;
    private static final double PARTS_WORDS = 0.7;
    private static final double PER_PART = 0.3;
    private static final double IMPOSSIBLE = -1;

    private final List<Unit> base;
    private final List<Unit> file;
    private final int[][] baseWords;
    private final int[][] fileWords;
    private final Words words = new Words();

    AlikeBlocks(List<Unit> base, List<Unit> file) {
        this.base = base;
        this.file = file;
        this.baseWords = new int[base.size()][];
        this.fileWords = new int[file.size()][];
    }

    void align(Aligner.Gap gap, Aligner result) {
        var rows = gap.baseEnd() - gap.baseStart();
        var columns = gap.fileEnd() - gap.fileStart();
        var table = new AlignmentTable(rows, columns);
        for (var row = 0; row <= rows; row++) {
            for (var column = table.from(row); column <= table.to(row); column++) {
                fill(gap, table, row, column);
            }
        }
        follow(gap, table, result);
    }

    private void fill(Aligner.Gap gap, AlignmentTable table, int row, int column) {
        if (row == 0 && column == 0) {
            return;
        }
        table.improve(row, column, 1, 0, 0);
        table.improve(row, column, 0, 1, 0);
        if (row == 0 || column == 0) {
            return;
        }
        var i = gap.baseStart() + row - 1;
        var j = gap.fileStart() + column - 1;
        var shared = Words.common(wordsOfBase(i), wordsOfFile(j));
        table.improve(row, column, 1, 1, likeness(i, j, shared));
        var canSplit = isPart(base.get(i), file.get(j), shared, wordsOfFile(j).length);
        var canJoin = isPart(file.get(j), base.get(i), shared, wordsOfBase(i).length);
        for (var parts = 2; parts <= MAX_PARTS && (canSplit || canJoin); parts++) {
            if (canSplit && parts <= column) {
                table.improve(row, column, 1, parts, splitLikeness(i, j - parts + 1, parts));
            }
            if (canJoin && parts <= row) {
                table.improve(row, column, parts, 1, joinLikeness(i - parts + 1, parts, j));
            }
        }
    }

    private static void follow(Aligner.Gap gap, AlignmentTable table, Aligner result) {
        var row = table.rows();
        var column = table.columns();
        while (row > 0 || column > 0) {
            var step = table.step(row, column);
            var baseParts = step / AlignmentTable.ALL;
            var fileParts = step % AlignmentTable.ALL;
            row -= baseParts;
            column -= fileParts;
            var i = gap.baseStart() + row;
            var j = gap.fileStart() + column;
            if (baseParts > 1) {
                result.join(i, baseParts, j);
            } else if (baseParts == 1 && fileParts >= 1) {
                result.split(i, j, fileParts);
            }
        }
    }

    private int[] wordsOfBase(int i) {
        if (baseWords[i] == null) {
            baseWords[i] = words.of(base.get(i).text());
        }
        return baseWords[i];
    }

    private int[] wordsOfFile(int j) {
        if (fileWords[j] == null) {
            fileWords[j] = words.of(file.get(j).text());
        }
        return fileWords[j];
    }

    private double likeness(int i, int j, int shared) {
        var one = base.get(i);
        var other = file.get(j);
        if (!one.kind().equals(other.kind())) {
            return IMPOSSIBLE;
        }
        var time = timeLikeness(one.startMillis(), one.endMillis(), other.startMillis(), other.endMillis());
        var text = dice(shared, wordsOfBase(i).length + wordsOfFile(j).length);
        return text >= LIKE_WORDS || time >= LIKE_TIMES ? text + WEIGHT_OF_TIMES * time : IMPOSSIBLE;
    }

    private static double dice(int common, int all) {
        return all == 0 ? 0 : 2.0 * common / all;
    }

    /** The time that two captions have in common, as a part of the time that either has. */
    private static double timeLikeness(long start, long end, long otherStart, long otherEnd) {
        var union = Math.max(end, otherEnd) - Math.min(start, otherStart);
        var common = Math.min(end, otherEnd) - Math.max(start, otherStart);
        return start < 0 || otherStart < 0 || union <= 0 || common <= 0 ? 0 : (double) common / union;
    }

    private double splitLikeness(int i, int j, int parts) {
        var common = 0;
        var length = 0;
        for (var part = j; part < j + parts; part++) {
            var shared = Words.common(wordsOfBase(i), wordsOfFile(part));
            if (!isPart(base.get(i), file.get(part), shared, wordsOfFile(part).length)) {
                return IMPOSSIBLE;
            }
            common += shared;
            length += wordsOfFile(part).length;
        }
        var whole = base.get(i);
        var time = timeLikeness(
                whole.startMillis(),
                whole.endMillis(),
                file.get(j).startMillis(),
                file.get(j + parts - 1).endMillis());
        return ofParts(common, wordsOfBase(i).length, length, time, parts);
    }

    private double joinLikeness(int i, int parts, int j) {
        var common = 0;
        var length = 0;
        for (var part = i; part < i + parts; part++) {
            var shared = Words.common(wordsOfBase(part), wordsOfFile(j));
            if (!isPart(file.get(j), base.get(part), shared, wordsOfBase(part).length)) {
                return IMPOSSIBLE;
            }
            common += shared;
            length += wordsOfBase(part).length;
        }
        var whole = file.get(j);
        var time = timeLikeness(
                base.get(i).startMillis(), base.get(i + parts - 1).endMillis(), whole.startMillis(), whole.endMillis());
        return ofParts(common, wordsOfFile(j).length, length, time, parts);
    }

    private static boolean isPart(Unit whole, Unit part, int shared, int length) {
        return whole.isTimed() && part.isTimed() && shared > 0 && 2 * shared >= length;
    }

    private static double ofParts(int common, int whole, int parts, double time, int count) {
        var text = dice(Math.min(common, whole), whole + parts);
        return text < PARTS_WORDS ? IMPOSSIBLE : text + WEIGHT_OF_TIMES * time + PER_PART * (count - 1);
    }
}
