package dev.holdfast.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is found under a path.
 *
 * @param path the path, with names in braces for the parts that vary
 * @param actions what can be done there, by method; HEAD follows from GET, and OPTIONS is always there
 * @param isOpen whether everyone may use it, without saying who they are
 */
record Resource(String path, Map<String, Action> actions, boolean isOpen) {

    Resource {
        actions = Map.copyOf(actions);
    }

    static Resource at(String path) {
        return new Resource(path, Map.of(), false);
    }

    /** The same for everyone. */
    Resource open() {
        return new Resource(path, actions, true);
    }

    Resource get(Action action) {
        return with("GET", action);
    }

    Resource post(Action action) {
        return with("POST", action);
    }

    Resource patch(Action action) {
        return with("PATCH", action);
    }

    Resource delete(Action action) {
        return with("DELETE", action);
    }

    /** The same under another path. */
    Resource alsoAt(String other) {
        return new Resource(other, actions, isOpen);
    }

    private Resource with(String method, Action action) {
        var more = new LinkedHashMap<>(actions);
        more.put(method, action);
        return new Resource(path, more, isOpen);
    }

    Optional<Action> action(String method) {
        return Optional.ofNullable(actions.get(method.equals("HEAD") ? "GET" : method));
    }

    /** The methods it understands, as the field Allow lists them. */
    String allow() {
        return allow(actions.keySet());
    }

    /** The methods that one or another understands. */
    static String allow(List<Resource> resources) {
        return allow(resources.stream()
                .flatMap(resource -> resource.actions().keySet().stream())
                .collect(Collectors.toSet()));
    }

    private static String allow(Set<String> actions) {
        var methods = new ArrayList<String>();
        if (actions.contains("GET")) {
            methods.add("GET");
            methods.add("HEAD");
        }
        for (var method : new String[] {"POST", "PATCH", "DELETE"}) {
            if (actions.contains(method)) {
                methods.add(method);
            }
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }
}
