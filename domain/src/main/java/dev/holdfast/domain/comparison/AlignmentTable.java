package dev.holdfast.domain.comparison;

import java.util.Arrays;

/**
 * Table of a dynamic program: the score of the best alignment of each two beginnings, and its last step. Of a large one only the cells near
 * the diagonal exist. For use once.
 */
final class AlignmentTable {

    /** Steps are numbers of blocks of both sides, each below this. */
    static final int ALL = AlikeBlocks.MAX_PARTS + 1;

    /** The most cells of a table that is searched as a whole. */
    private static final int WHOLE_CELLS = 40_000;

    /** The cells on each side of the diagonal that exist in a larger one. */
    private static final int BAND = 12;

    private final int rows;
    private final int columns;
    private final int width;
    private final double[][] scores;
    private final byte[][] steps;

    AlignmentTable(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        var band = 2 * BAND + 1 + (int) Math.ceil((double) columns / rows);
        this.width = (rows + 1L) * (columns + 1L) <= WHOLE_CELLS ? columns + 1 : Math.min(columns + 1, band);
        this.scores = new double[rows + 1][width];
        this.steps = new byte[rows + 1][width];
        for (var row : scores) {
            Arrays.fill(row, Double.NEGATIVE_INFINITY);
        }
        scores[0][0] = 0;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** The first column of a row that exists. */
    int from(int row) {
        return width == columns + 1 ? 0 : Math.max(0, (int) ((long) row * columns / rows) - BAND);
    }

    /** The last column of a row that exists. */
    int to(int row) {
        return Math.min(columns, from(row) + width - 1);
    }

    private double score(int row, int column) {
        return column < from(row) || column > to(row) ? Double.NEGATIVE_INFINITY : scores[row][column - from(row)];
    }

    /**
     * Takes a step to a cell if that is better than those before.
     *
     * @param gain what the step adds to the score; negative if it cannot be taken
     */
    void improve(int row, int column, int baseParts, int fileParts, double gain) {
        if (gain < 0 || row < baseParts || column < fileParts) {
            return;
        }
        var next = score(row - baseParts, column - fileParts) + gain;
        var place = column - from(row);
        if (next > scores[row][place]) {
            scores[row][place] = next;
            steps[row][place] = (byte) (baseParts * ALL + fileParts);
        }
    }

    /** The last step of the best alignment up to a cell: the blocks of the base times {@link #ALL}, and those of the file. */
    int step(int row, int column) {
        return steps[row][column - from(row)];
    }
}
