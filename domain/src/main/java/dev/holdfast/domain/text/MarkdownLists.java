package dev.holdfast.domain.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The numbers of ordered lists: each one more than that before it, or all the same. */
final class MarkdownLists {

    /**
     * A list that is open.
     *
     * @param mark the mark after its numbers: another one begins another list
     * @param last its last number
     * @param step what was added from one number to the next; empty after the first
     */
    private record Numbers(String mark, int last, Optional<Integer> step) {}

    private final TreeMap<Integer, Numbers> open = new TreeMap<>();
    private final List<String> flaws = new ArrayList<>();

    /**
     * Adds an item to the list of its indentation.
     *
     * @param indent the spaces before it: lists that are indented further end here
     * @param mark the mark after its number
     */
    void add(int indent, int number, String mark) {
        open.tailMap(indent, false).clear();
        var list = Optional.ofNullable(open.get(indent))
                .filter(found -> found.mark().equals(mark));
        var step = list.map(found -> number - found.last());
        if (list.isPresent() && !isStep(step.orElseThrow(), list.get().step())) {
            flaws.add("number out of order");
        }
        open.put(indent, new Numbers(mark, number, step));
    }

    void addBullet(int indent) {
        open.tailMap(indent, true).clear();
    }

    private static boolean isStep(int step, Optional<Integer> before) {
        return (step == 0 || step == 1) && before.map(known -> known == step).orElse(true);
    }

    /** Ends all lists. */
    void end() {
        open.clear();
    }

    List<String> flaws() {
        return flaws;
    }
}
