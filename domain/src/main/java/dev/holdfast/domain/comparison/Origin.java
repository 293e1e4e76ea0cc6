package dev.holdfast.domain.comparison;

import java.util.List;
import java.util.OptionalInt;

/**
 * The origin of one block of a file in the version that the file was exported from. All numbers are indexes of blocks there.
 *
 * @param base the block that it is, changed or not; empty if it is new
 * @param joined the blocks after that one whose text it took in
 * @param splitFrom the block whose text it is a part of, where an earlier part is that block; then it is new
 * @param moved true if the block stands at another place among those that the file kept
 */
public record Origin(OptionalInt base, List<Integer> joined, OptionalInt splitFrom, boolean moved) {

    public Origin {
        joined = List.copyOf(joined);
    }
}
