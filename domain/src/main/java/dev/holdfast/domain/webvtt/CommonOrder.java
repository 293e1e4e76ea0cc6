package dev.holdfast.domain.webvtt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An order of the names of several lists that agrees with that of each list. Where they leave it open, names are sorted. */
final class CommonOrder {

    /** The number of names that come right before each and are not yet in order. */
    private final Map<String, Integer> waitingFor = new TreeMap<>();

    private final Map<String, List<String>> followers = new HashMap<>();

    private CommonOrder() {}

    /** Orders the names; empty if two lists disagree. */
    static Optional<List<String>> of(List<? extends Collection<String>> lists) {
        var order = new CommonOrder();
        lists.forEach(order::add);
        return order.names();
    }

    private void add(Collection<String> names) {
        var last = Optional.<String>empty();
        for (var name : names) {
            waitingFor.merge(name, last.isEmpty() ? 0 : 1, Integer::sum);
            last.ifPresent(before -> followers
                    .computeIfAbsent(before, unseen -> new ArrayList<>())
                    .add(name));
            last = Optional.of(name);
        }
    }

    private Optional<List<String>> names() {
        var ready = new TreeSet<String>();
        waitingFor.forEach((name, count) -> addIf(count == 0, name, ready));
        var names = new ArrayList<String>();
        while (!ready.isEmpty()) {
            var name = ready.first();
            ready.remove(name);
            names.add(name);
            for (var next : followers.getOrDefault(name, List.of())) {
                addIf(waitingFor.merge(next, -1, Integer::sum) == 0, next, ready);
            }
        }
        return names.size() == waitingFor.size() ? Optional.of(names) : Optional.empty();
    }

    private static void addIf(boolean isReady, String name, Set<String> ready) {
        if (isReady) {
            ready.add(name);
        }
    }
}
